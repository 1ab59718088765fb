import { type Endpoint, endpointOf } from '../http/endpoint.ts';
import { startLoad } from '../load/load.ts';
import {
  type DaemonProcess,
  type Launch,
  type Settings,
  startDaemonProcess,
} from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';

const fillingConnections = 32;

/** Runs `use` with a registry of so many instances, which stores them as by default, and ends it. */
export function withRegistry<Result>(
  instances: number,
  use: (registry: DaemonProcess) => Promise<Result>,
  { settings = {}, ...launch }: Launch & { readonly settings?: Settings } = {},
): Promise<Result> {
  return withWorkFolder(async (folder) => {
    const registry = await startDaemonProcess('vernal-registry', folder, settings, launch);
    try {
      await fillRegistry(registry, instances);
      return await use(registry);
    } finally {
      await registry.stop();
    }
  });
}

/** Registers so many instances. */
export async function fillRegistry(registry: Endpoint, instances: number): Promise<void> {
  const load = startLoad({ kind: 'registrations', instances });
  const endpoint = endpointOf(registry);
  try {
    const connections = fillingConnections;
    const { refused, lost } = await load.run({ endpoint, connections, pace: { kind: 'once' } });
    if (refused + lost > 0) throw new Error(`${refused + lost} registrations failed`);
  } finally {
    await load.stop();
  }
}
