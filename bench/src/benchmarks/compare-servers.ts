import { type Endpoint, endpointOf } from '../http/endpoint.ts';
import { type Load, startLoad } from '../load/load.ts';
import type { LoadResult } from '../load/tally.ts';
import type { Traffic } from '../load/traffic.ts';
import { cpuSeconds } from '../processes/cost.ts';
import { atMost, type Bar } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { median } from '../report/statistics.ts';
import type { BenchmarkOptions } from './benchmark.ts';

/** A server under load. */
export interface Side extends Endpoint {
  readonly pid: number;
}

/** Two servers that get the same traffic in turn. */
export interface Contest {
  readonly ours: Side;
  readonly peer: Side;
  readonly traffic: Traffic;
  readonly connections: number;
}

/** What one server did in one round. */
export interface Measured {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
  /** Processor time of the server per request, in microseconds. */
  readonly cpuMicroseconds: number;
  /** Requests that were refused, or never answered. */
  readonly failures: number;
}

/** One round: first the one, then the other. */
export interface Round {
  readonly ours: Measured;
  readonly peer: Measured;
}

const warmUpSeconds = 2;

/** Saturates one server for some seconds. */
export async function saturate(
  load: Load,
  side: Side,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Measured> {
  let before = 0;
  const pace = { kind: 'saturate', seconds } as const;
  const job = { endpoint: endpointOf(side), connections, pace };
  const result = await load.run(job, () => {
    before = cpuSeconds(side.pid);
  });
  return measuredOf(result, cpuSeconds(side.pid) - before);
}

function measuredOf(result: LoadResult, usedSeconds: number): Measured {
  const p99s = Object.values(result.latencies).map(({ p99Ms }) => p99Ms);
  return {
    requestsPerSecond: result.requestsPerSecond,
    p99Ms: Math.max(...p99s),
    cpuMicroseconds: (usedSeconds * 1e6) / result.sent,
    failures: result.refused + result.lost,
  };
}

/** Loads both servers by turns; who goes first changes, so that a drift of the machine hits both. */
export async function compareServers(
  { ours, peer, traffic, connections }: Contest,
  { rounds, seconds }: BenchmarkOptions,
): Promise<Round[]> {
  const load = startLoad(traffic);
  const play = (side: Side): Promise<Measured> => saturate(load, side, { connections, seconds });
  try {
    for (const side of [ours, peer]) {
      await saturate(load, side, { connections, seconds: warmUpSeconds });
    }
    const played: Round[] = [];
    for (let number = 0; number < rounds; number += 1) {
      if (number % 2 === 0) played.push({ ours: await play(ours), peer: await play(peer) });
      else played.push({ peer: await play(peer), ours: await play(ours) });
    }
    return played;
  } finally {
    await load.stop();
  }
}

/** The rows of a comparison: throughput with its ratio, latency, processor time per request, failures. */
export function comparisonRows(what: string, rounds: readonly Round[], bar?: Bar): Row[] {
  const row = (measure: string, unit: string, pick: (side: Measured) => number): Row => ({
    measure: `${what}: ${measure}`,
    unit,
    ours: median(rounds.map((round) => pick(round.ours))),
    peer: median(rounds.map((round) => pick(round.peer))),
    ratio: median(rounds.map((round) => pick(round.ours) / pick(round.peer))),
  });
  const failures = rounds.reduce((sum, { ours }) => sum + ours.failures, 0);
  const throughput = row('throughput', 'requests/s', (side) => side.requestsPerSecond);
  return [
    { ...throughput, ...(bar === undefined ? {} : { bar }) },
    row('latency p99', 'ms', (side) => side.p99Ms),
    row('server CPU', 'µs/request', (side) => side.cpuMicroseconds),
    { measure: `${what}: refused or lost`, unit: 'requests', ours: failures, bar: atMost(0) },
  ];
}
