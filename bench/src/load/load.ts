import { endProcess } from '@vernal/core/testing';
import autocannon from 'autocannon';
import { nextMessage, nextOrder, startRole, tellParent } from '../processes/role.ts';

/** Requests that are repeated in order on every connection. */
export interface LoadJob {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly requests: readonly {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
  }[];
}

/** What came of a load. */
export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Connection errors, timeouts and answers other than 2xx. */
  readonly failures: number;
}

/** Puts load on a server from a process of its own. */
export async function putLoad(job: LoadJob): Promise<LoadResult> {
  const child = startRole('load');
  try {
    child.send(job);
    return await nextMessage<LoadResult>(child);
  } finally {
    await endProcess(child);
  }
}

/** The role itself. */
export async function playLoad(): Promise<void> {
  const job = await nextOrder<LoadJob>();
  const result = await autocannon({
    url: job.url,
    connections: job.connections,
    duration: job.seconds,
    requests: job.requests,
  });
  tellParent({
    requests: result.requests.total,
    requestsPerSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failures: result.errors + result.timeouts + result.non2xx,
  });
}
