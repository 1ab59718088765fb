import { setTimeout as delay } from 'node:timers/promises';
import { endProcess } from '@vernal/core/testing';
import type { Endpoint } from '../http/endpoint.ts';
import type { HttpRequest } from '../http/http-request.ts';
import { nextMessage, nextOrder, startRole, tellParent } from '../processes/role.ts';
import { instanceAt } from '../subjects/fleet.ts';
import { fullFetch, heartbeat, registration } from '../subjects/fleet-requests.ts';
import { openCaller } from './caller.ts';
import { LOST } from './http-connection.ts';
import { type LoadResult, Tally } from './tally.ts';

/** A fleet that starts: evenly spread over a time, each instance with a connection of its own. */
export interface ArrivalsJob {
  readonly endpoint: Endpoint;
  readonly instances: number;
  /** When the last one arrives. */
  readonly withinSeconds: number;
  /** How long after its arrival each instance renews its lease. */
  readonly renewAfterSeconds: number;
}

/** Lets the fleet arrive, from a process of its own. */
export async function letFleetArrive(job: ArrivalsJob): Promise<LoadResult> {
  const child = startRole('arrivals');
  try {
    child.send(job);
    return await nextMessage<LoadResult>(child);
  } finally {
    await endProcess(child);
  }
}

/** The role itself. */
export async function playArrivals(): Promise<void> {
  const job = await nextOrder<ArrivalsJob>();
  const tally = new Tally();
  const startedAtMs = performance.now();
  const stepMs = (job.withinSeconds * 1000) / job.instances;
  const arriving = Array.from({ length: job.instances }, (_, index) =>
    arrive(job, tally, { index, dueAtMs: startedAtMs + index * stepMs }),
  );
  await Promise.all(arriving);
  tellParent(tally.result());
}

/** What a client does: connect and register, fetch everything, renew; the latency of registering has the connecting. */
async function arrive(
  { endpoint, renewAfterSeconds }: ArrivalsJob,
  tally: Tally,
  { index, dueAtMs }: { readonly index: number; readonly dueAtMs: number },
): Promise<void> {
  const instance = instanceAt(index);
  await until(dueAtMs);
  tally.countSent();
  const caller = await openCaller(endpoint).catch(() => undefined);
  if (caller === undefined) {
    tally.countAnswer('register', LOST, dueAtMs);
    return;
  }
  const send = async (kind: string, request: HttpRequest, sinceMs: number): Promise<void> => {
    tally.countAnswer(kind, await caller.status(request), sinceMs);
  };
  await send('register', registration(instance), dueAtMs);
  tally.countSent();
  await send('full fetch', fullFetch, performance.now());
  const renewAtMs = dueAtMs + renewAfterSeconds * 1000;
  await until(renewAtMs);
  tally.countSent();
  await send('renew', heartbeat(instance), renewAtMs);
  caller.close();
}

function until(atMs: number): Promise<void> {
  return delay(Math.max(0, atMs - performance.now()));
}
