import { createClient } from '@vernal/client';
import { endProcess } from '@vernal/core/testing';
import { z } from 'zod';
import { nextMessage, nextOrder, startRole, tellParent } from '../processes/role.ts';

/** Where the clients find their servers, and how many there are. */
export interface ClientsJob {
  readonly configUrl: string;
  readonly busUrl: string;
  readonly count: number;
}

/** When a change was in force, in milliseconds since 1970. */
interface Applied {
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

/** Many SDK clients in one process of their own. */
export interface SdkClients {
  /** The next change, once the last client has applied it. */
  applied(): Promise<Applied>;
  stop(): Promise<void>;
}

const schema = z.object({ greeting: z.string() });

/** Starts the clients and waits until each has its config and listens to the bus. */
export async function startSdkClients(job: ClientsJob): Promise<SdkClients> {
  const child = startRole('sdk-clients');
  child.send(job);
  await nextMessage(child);
  return { applied: () => nextMessage<Applied>(child), stop: () => endProcess(child) };
}

function startClient(job: ClientsJob, onChange: () => void) {
  const client = createClient({
    app: 'bench',
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
    tellParent({ firstAtMs: Math.min(...times), lastAtMs: Math.max(...times) });
    times = [];
  };
  const starting = Array.from({ length: job.count }, () => startClient(job, onChange));
  const clients = await Promise.all(starting);
  process.once('SIGTERM', () => {
    void Promise.all(clients.map((client) => client.close())).finally(() => process.disconnect());
  });
  tellParent({ ready: true });
}
