import { type LoadJob, type LoadResult, putLoad } from '../load/load.ts';
import { startPeer } from '../peer/peer.ts';
import { recordAnswer } from '../peer/recorded-answer.ts';
import { cpuSeconds } from '../processes/cost.ts';
import type { Row } from '../report/report.ts';
import { median } from '../report/statistics.ts';
import type { BenchmarkOptions } from './benchmark.ts';

/** A server under load. */
export interface Subject {
  readonly url: string;
  readonly pid: number;
}

interface Measured extends LoadResult {
  /** Processor time of the server per request, in microseconds. */
  readonly cpuMicroseconds: number;
}

/** One round: first the one, then the other. */
export interface Round {
  readonly ours: Measured;
  readonly peer: Measured;
}

const warmUpSeconds = 2;

async function measure(
  subject: Subject,
  requests: LoadJob['requests'],
  options: BenchmarkOptions,
  seconds = options.seconds,
): Promise<Measured> {
  const before = cpuSeconds(subject.pid);
  const { connections } = options;
  const result = await putLoad({ url: subject.url, connections, seconds, requests });
  if (result.failures > 0) throw new Error(`${result.failures} requests failed`);
  const usedSeconds = cpuSeconds(subject.pid) - before;
  return { ...result, cpuMicroseconds: (usedSeconds * 1e6) / result.requests };
}

/** Which goes first changes from round to round, so that a drift of the machine hits both. */
async function playRound(
  number: number,
  ours: () => Promise<Measured>,
  peer: () => Promise<Measured>,
): Promise<Round> {
  if (number % 2 === 0) return { ours: await ours(), peer: await peer() };
  const second = await peer();
  return { ours: await ours(), peer: second };
}

/** Loads our server and a bare `node:http` server that sends the same bytes, by turns. */
export async function compareWithBareNode(
  subject: Subject,
  requests: LoadJob['requests'],
  options: BenchmarkOptions,
): Promise<Round[]> {
  const [first] = requests;
  if (first === undefined) throw new Error('no requests');
  const peer = await startPeer(await recordAnswer(subject.url + first.path, first));
  try {
    for (const side of [subject, peer]) await measure(side, requests, options, warmUpSeconds);
    const rounds: Round[] = [];
    for (let number = 0; number < options.rounds; number += 1) {
      rounds.push(
        await playRound(
          number,
          () => measure(subject, requests, options),
          () => measure(peer, requests, options),
        ),
      );
    }
    return rounds;
  } finally {
    await peer.stop();
  }
}

/** The rows of a comparison: throughput with its ratio, latency, and processor time per request. */
export function comparisonRows(what: string, rounds: readonly Round[], bar: string): Row[] {
  const row = (measure: string, unit: string, pick: (side: Measured) => number): Row => ({
    measure: `${what}: ${measure}`,
    unit,
    ours: median(rounds.map((round) => pick(round.ours))),
    peer: median(rounds.map((round) => pick(round.peer))),
    ratio: median(rounds.map((round) => pick(round.ours) / pick(round.peer))),
  });
  return [
    { ...row('throughput', 'requests/s', (side) => side.requestsPerSecond), bar },
    row('latency p99', 'ms', (side) => side.p99Ms),
    row('server CPU', 'µs/request', (side) => side.cpuMicroseconds),
  ];
}
