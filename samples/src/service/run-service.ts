import type { CloudClient } from '@vernal/client';
import type { Express } from 'express';
import { closeServer, listen } from './listen.ts';
import { announceReady, runUntilTold } from './run-until-told.ts';

/** A sample service, ready to run. */
export interface Service<Settings> {
  readonly client: CloudClient<Settings>;
  readonly app: Express;
  /** 0: the system chooses. */
  readonly port: number;
  /** Ends what would keep connections open; nothing by default. */
  readonly beforeStop?: () => void;
}

/** Listens, registers the port that listens, and goes on until the process is told to stop. */
export async function runService<Settings>(service: Service<Settings>): Promise<void> {
  const { client } = service;
  const { server, port } = await listen(service.app, service.port);
  runUntilTold(async () => {
    service.beforeStop?.();
    await client.close();
    await closeServer(server);
  });
  await client.registration.register({
    port,
    hostName: '127.0.0.1',
    ipAddr: '127.0.0.1',
    healthCheckPath: '/health',
  });
  announceReady(`http://127.0.0.1:${port}`);
}
