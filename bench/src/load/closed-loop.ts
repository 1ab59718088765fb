import type { HttpConnection } from './http-connection.ts';
import type { Outgoing } from './outgoing.ts';
import { type LoadResult, Tally } from './tally.ts';

/** How long a closed loop goes on. */
export interface ClosedLoopEnd {
  readonly seconds: number;
  /** After so many requests at the latest. */
  readonly requests: number;
}

/** Every connection sends its next request when the last one is answered: as much as the server can take. */
export async function runClosedLoop(
  connections: readonly HttpConnection[],
  outgoing: Outgoing,
  { seconds, requests }: ClosedLoopEnd,
): Promise<LoadResult> {
  const tally = new Tally();
  const endsAtMs = performance.now() + seconds * 1000;
  const drive = (connection: HttpConnection): Promise<void> =>
    new Promise((finished) => {
      const next = (): void => {
        const sentAtMs = performance.now();
        if (sentAtMs >= endsAtMs || outgoing.count >= requests) {
          finished();
          return;
        }
        const { kind, text } = outgoing.next();
        tally.countSent();
        connection.send(text, (status) => {
          tally.countAnswer(kind, status, sentAtMs);
          next();
        });
      };
      next();
    });
  await Promise.all(connections.map(drive));
  return tally.result();
}
