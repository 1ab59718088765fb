import { endProcess } from '@vernal/core/testing';
import type { Endpoint } from '../http/endpoint.ts';
import { nextMessage, nextOrder, startRole, tellParent } from '../processes/role.ts';
import { runClosedLoop } from './closed-loop.ts';
import { type HttpConnection, openConnection } from './http-connection.ts';
import { runOpenLoop } from './open-loop.ts';
import { Outgoing } from './outgoing.ts';
import type { LoadResult } from './tally.ts';
import { sequenceOf, type Traffic } from './traffic.ts';

/** How requests follow one another. */
type Pace =
  /** As fast as the server answers. */
  | { readonly kind: 'saturate'; readonly seconds: number }
  /** As fast as the server answers, each request once. */
  | { readonly kind: 'once' }
  /** At a rate that does not depend on the answers. */
  | { readonly kind: 'offer'; readonly perSecond: number; readonly seconds: number };

/** One run against one server. */
interface LoadJob {
  readonly endpoint: Endpoint;
  readonly connections: number;
  readonly pace: Pace;
}

/** A process that sends one traffic to whom it is told. It stays, so that later runs find it warm. */
export interface Load {
  /** `onConnected` runs when all connections are open and before the first request. */
  run(job: LoadJob, onConnected?: () => void): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** Starts the process. */
export function startLoad(traffic: Traffic): Load {
  const child = startRole('load');
  child.send(traffic);
  return {
    async run(job, onConnected) {
      child.send(job);
      await nextMessage(child);
      onConnected?.();
      child.send({ go: true });
      return nextMessage<LoadResult>(child);
    },
    stop: () => endProcess(child),
  };
}

/** The role itself. */
export async function playLoad(): Promise<void> {
  const sequence = sequenceOf(await nextOrder<Traffic>());
  let sent = 0;
  for (;;) {
    const { endpoint, connections, pace } = await nextOrder<LoadJob>();
    const opening = Array.from({ length: connections }, () => openConnection(endpoint));
    const open = await Promise.all(opening);
    tellParent({ connected: open.length });
    await nextOrder();
    // A later run goes on where the last one ended: what it asks for is not what was just asked for.
    const outgoing = new Outgoing(sequence, endpoint, pace.kind === 'once' ? 0 : sent);
    const result = await runAtPace(open, outgoing, pace, sequence.length);
    sent += outgoing.count;
    for (const connection of open) connection.close();
    tellParent(result);
  }
}

function runAtPace(
  connections: readonly HttpConnection[],
  outgoing: Outgoing,
  pace: Pace,
  once: number,
): Promise<LoadResult> {
  if (pace.kind === 'offer') return runOpenLoop(connections, outgoing, pace);
  const end =
    pace.kind === 'once'
      ? { seconds: Number.POSITIVE_INFINITY, requests: once }
      : { seconds: pace.seconds, requests: Number.POSITIVE_INFINITY };
  return runClosedLoop(connections, outgoing, end);
}
