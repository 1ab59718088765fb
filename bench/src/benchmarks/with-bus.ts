import { freePort } from '@vernal/core/testing';
import { startDaemonProcess } from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';

/** A work folder, and a bus for the servers in it. */
export interface BusPlace {
  readonly folder: string;
  readonly busUrl: string;
}

/** Runs `use` with a broker of its own, and ends it. */
export function withBus<Result>(use: (place: BusPlace) => Promise<Result>): Promise<Result> {
  return withWorkFolder(async (folder) => {
    const port = await freePort();
    const bus = await startDaemonProcess('vernal-bus', folder, { 'vernal.bus.port': port });
    try {
      return await use({ folder, busUrl: `mqtt://127.0.0.1:${port}` });
    } finally {
      await bus.stop();
    }
  });
}
