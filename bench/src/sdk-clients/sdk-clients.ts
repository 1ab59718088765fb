import type { ChildProcess } from 'node:child_process';
import { createClient } from '@vernal/client';
import { endProcess } from '@vernal/core/testing';
import { z } from 'zod';
import { nextMessage, nextOrder, startRole, tellParent } from '../processes/role.ts';

/** Where the clients find their servers, and how many there are. */
export interface ClientsJob {
  readonly configUrl: string;
  readonly busUrl: string;
  readonly count: number;
  /** Names that the clients have in turn. */
  readonly applications: readonly string[];
}

/** Many SDK clients in a few processes of their own. */
export interface SdkClients {
  /** When each client had applied the next change, in milliseconds since 1970; once all have. */
  applied(): Promise<readonly number[]>;
  stop(): Promise<void>;
}

const clientsPerProcess = 250;

const schema = z.object({ greeting: z.string() });

/** Starts the clients and waits until each has its config and listens to the bus. */
export async function startSdkClients(job: ClientsJob): Promise<SdkClients> {
  const children: ChildProcess[] = [];
  for (let left = job.count; left > 0; left -= clientsPerProcess) {
    const child = startRole('sdk-clients');
    children.push(child);
    child.send({ ...job, count: Math.min(left, clientsPerProcess) });
    await nextMessage(child);
  }
  return {
    applied: async () => {
      const times = children.map((child) => nextMessage<{ readonly times: number[] }>(child));
      return (await Promise.all(times)).flatMap((message) => message.times);
    },
    stop: async () => {
      await Promise.all(children.map((child) => endProcess(child)));
    },
  };
}

function startClient(job: ClientsJob, app: string, onChange: () => void) {
  const client = createClient({
    app,
    registry: false,
    config: { url: job.configUrl, schema, cacheDir: false },
    bus: { url: job.busUrl },
  });
  client.config.onChange(onChange);
  return client.start();
}

/** The role itself. */
export async function playSdkClients(): Promise<void> {
  const job = await nextOrder<ClientsJob>();
  let times: number[] = [];
  const onChange = (): void => {
    times.push(Date.now());
    if (times.length < job.count) return;
    tellParent({ times });
    times = [];
  };
  const apps = Array.from(
    { length: job.count },
    (_, index) => job.applications[index % job.applications.length] ?? '',
  );
  const clients = await Promise.all(apps.map((app) => startClient(job, app, onChange)));
  process.once('SIGTERM', () => {
    void Promise.all(clients.map((client) => client.close())).finally(() => process.disconnect());
  });
  tellParent({ ready: true });
}
