import { setTimeout as delay } from 'node:timers/promises';
import type { HttpConnection } from './http-connection.ts';
import type { Outgoing } from './outgoing.ts';
import { type LoadResult, Tally } from './tally.ts';

/** Requests per second, evenly spaced, and for how long. */
export interface OpenLoopPace {
  readonly perSecond: number;
  readonly seconds: number;
}

const PATIENCE_MS = 10_000;
const TICK_MS = 1;

/**
 * Sends at a fixed rate, whatever the server does. Latency counts from the moment a request was due, so the
 * time in which it waited for a free connection, or for this process, counts too: a server that stalls can't
 * hide the requests that it kept from being sent.
 */
export async function runOpenLoop(
  connections: readonly HttpConnection[],
  outgoing: Outgoing,
  { perSecond, seconds }: OpenLoopPace,
): Promise<LoadResult> {
  const tally = new Tally();
  const startedAtMs = performance.now();
  const total = perSecond * seconds;
  const idle = [...connections];
  const dueAtMs = (): number => startedAtMs + (outgoing.count * 1000) / perSecond;

  const sendDue = (): void => {
    while (outgoing.count < total && dueAtMs() <= performance.now()) {
      const connection = idle.pop();
      if (connection === undefined) return;
      const sinceMs = dueAtMs();
      const { kind, text } = outgoing.next();
      tally.countSent();
      connection.send(text, (status) => {
        tally.countAnswer(kind, status, sinceMs);
        idle.push(connection);
        sendDue();
      });
    }
  };

  const givesUpAtMs = startedAtMs + seconds * 1000 + PATIENCE_MS;
  while (outgoing.count < total || idle.length < connections.length) {
    sendDue();
    if (performance.now() > givesUpAtMs) break;
    await delay(TICK_MS);
  }
  return tally.result();
}
