import { endpointOf } from '../http/endpoint.ts';
import { type Load, startLoad } from '../load/load.ts';
import type { LoadResult } from '../load/tally.ts';
import type { DaemonProcess } from '../processes/daemon.ts';
import { askEventLoop, type EventLoopDelay, eventLoopProbe } from '../processes/event-loop.ts';
import { atMost } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { median } from '../report/statistics.ts';
import type { Benchmark, BenchmarkOptions } from './benchmark.ts';
import { type Measured, saturate } from './compare-servers.ts';
import { withRestartedRegistry } from './with-registry.ts';

const instances = 10_000;
const connections = 256;
const perSecond = 2000;
/** A round offers load for so many times as long as it saturates. */
const offeredShare = 4;

interface Offered {
  readonly result: LoadResult;
  readonly eventLoop: EventLoopDelay;
}

async function offer(registry: DaemonProcess, load: Load, seconds: number): Promise<Offered> {
  await askEventLoop(registry.child);
  const pace = { kind: 'offer', perSecond, seconds } as const;
  const result = await load.run({ endpoint: endpointOf(registry), connections, pace });
  return { result, eventLoop: await askEventLoop(registry.child) };
}

function rowsOf(offers: readonly Offered[], saturated: readonly Measured[]): Row[] {
  const p99 = (kind: string): number =>
    median(offers.map(({ result }) => result.latencies[kind]?.p99Ms ?? Number.NaN));
  const failures = offers.reduce((sum, { result }) => sum + result.refused + result.lost, 0);
  const eventLoop = (pick: (delay: EventLoopDelay) => number): number =>
    median(offers.map((one) => pick(one.eventLoop)));
  return [
    { measure: 'renew, p99 from when it was due', unit: 'ms', ours: p99('renew'), bar: atMost(20) },
    { measure: 'delta, p99', unit: 'ms', ours: p99('delta') },
    { measure: 'full fetch, p99', unit: 'ms', ours: p99('full fetch') },
    { measure: 'register, p99', unit: 'ms', ours: p99('register') },
    {
      measure: 'event loop delay, p99',
      unit: 'ms',
      ours: eventLoop(({ p99Ms }) => p99Ms),
      bar: atMost(20),
    },
    { measure: 'event loop delay, max', unit: 'ms', ours: eventLoop(({ maxMs }) => maxMs) },
    { measure: 'refused or lost', unit: 'requests', ours: failures, bar: atMost(0) },
    {
      measure: 'the same mix, as much as it takes',
      unit: 'requests/s',
      ours: median(saturated.map(({ requestsPerSecond }) => requestsPerSecond)),
    },
  ];
}

async function measureMix(registry: DaemonProcess, { rounds, seconds }: BenchmarkOptions) {
  const load = startLoad({ kind: 'mix', instances });
  const offers: Offered[] = [];
  const saturated: Measured[] = [];
  try {
    await offer(registry, load, seconds);
    for (let round = 0; round < rounds; round += 1) {
      offers.push(await offer(registry, load, seconds * offeredShare));
      saturated.push(await saturate(load, registry, { connections, seconds }));
    }
  } finally {
    await load.stop();
  }
  return { rows: rowsOf(offers, saturated), rounds: { offers, saturated } };
}

/** What a fleet asks all day, at a rate that does not wait for the answers. */
export const registryMixed: Benchmark = {
  name: 'registry-mixed',
  about: '2,000 requests/s: 90 % renew, 8 % delta, 1 % full fetch, 1 % register, 10,000 instances',
  run: (options) =>
    withRestartedRegistry(
      instances,
      async (registry) => {
        const { rows, rounds } = await measureMix(registry, options);
        return { benchmark: 'registry-mixed', rows, rounds: [rounds] };
      },
      { preload: eventLoopProbe },
    ),
};
