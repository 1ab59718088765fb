import { setTimeout as delay } from 'node:timers/promises';
import { endProcess } from '@vernal/core/testing';
import type { Endpoint } from '../http/endpoint.ts';
import { nextMessage, nextOrder, startRole, tellParent } from '../processes/role.ts';
import { environmentRequest } from '../subjects/environments.ts';
import { openCaller } from './caller.ts';
import { LOST } from './http-connection.ts';
import { type LoadResult, Tally } from './tally.ts';

/** A fleet that starts: evenly spread over a time, each instance asks once for its environment. */
export interface ConfigArrivalsJob {
  readonly endpoint: Endpoint;
  readonly instances: number;
  readonly applications: number;
  /** When the last one asks. */
  readonly withinSeconds: number;
}

/** Lets the fleet ask, from a process of its own. */
export async function letFleetAsk(job: ConfigArrivalsJob): Promise<LoadResult> {
  const child = startRole('config-arrivals');
  try {
    child.send(job);
    return await nextMessage<LoadResult>(child);
  } finally {
    await endProcess(child);
  }
}

/** The role itself. */
export async function playConfigArrivals(): Promise<void> {
  const job = await nextOrder<ConfigArrivalsJob>();
  const tally = new Tally();
  const startedAtMs = performance.now();
  const stepMs = (job.withinSeconds * 1000) / job.instances;
  const asking = Array.from({ length: job.instances }, (_, index) =>
    askOnce(job, tally, { index, dueAtMs: startedAtMs + index * stepMs }),
  );
  await Promise.all(asking);
  tellParent(tally.result());
}

/** The latency has the connecting. The first instances are those of applications that nobody asked for yet. */
async function askOnce(
  { endpoint, applications }: ConfigArrivalsJob,
  tally: Tally,
  { index, dueAtMs }: { readonly index: number; readonly dueAtMs: number },
): Promise<void> {
  const kind = index < applications ? 'first' : 'later';
  const request = environmentRequest(`/service-${index % applications}/prod`);
  await delay(Math.max(0, dueAtMs - performance.now()));
  tally.countSent();
  const caller = await openCaller(endpoint).catch(() => undefined);
  const status = caller === undefined ? LOST : await caller.status(request);
  tally.countAnswer(kind, status, dueAtMs);
  caller?.close();
}
