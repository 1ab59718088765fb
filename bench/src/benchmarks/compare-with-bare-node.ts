import type { HttpRequest } from '../http/http-request.ts';
import { type PeerTls, startPeer } from '../peer/peer.ts';
import { recordAnswer } from '../peer/recorded-answer.ts';
import type { BenchmarkOptions } from './benchmark.ts';
import { type Contest, compareServers, type Round } from './compare-servers.ts';

/** A contest whose peer is made for it. */
export interface BareContest extends Omit<Contest, 'peer'> {
  /** A request of the traffic, whose answer the peer gives to all. */
  readonly sample: HttpRequest;
  /** With it the peer speaks `node:https`. */
  readonly peerTls?: PeerTls;
  /** Different answers that ours sends; the peer then has as many bodies in its memory. One by default. */
  readonly answers?: number;
}

/** Loads our server and, by turns, a bare `node:http` server that sends the same bytes. */
export async function compareWithBareNode(
  { sample, peerTls, answers = 1, ...contest }: BareContest,
  options: BenchmarkOptions,
): Promise<Round[]> {
  const { ours } = contest;
  const answer = await recordAnswer(ours, sample);
  const tls = peerTls === undefined ? {} : { tls: peerTls };
  const started = await startPeer({ answer, bodies: answers, ...tls });
  const peer = { ...ours, url: started.url, pid: started.pid };
  try {
    return await compareServers({ ...contest, peer }, options);
  } finally {
    await started.stop();
  }
}
