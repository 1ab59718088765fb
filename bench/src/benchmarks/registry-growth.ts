import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../http/ask.ts';
import { startLoad } from '../load/load.ts';
import type { Traffic } from '../load/traffic.ts';
import { cpuSeconds } from '../processes/cost.ts';
import type { DaemonProcess } from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { atMost, type Bar, ratioAtMost } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { instanceAt } from '../subjects/fleet.ts';
import { applicationFetch, fullFetch } from '../subjects/fleet-requests.ts';
import type { Benchmark } from './benchmark.ts';
import { measureChangeCost } from './change-cost.ts';
import { type Side, saturate } from './compare-servers.ts';
import { fillRegistry, register, withRegistryIn } from './with-registry.ts';

const sizes = [1000, 10_000, 100_000];
const connections = 32;
const evictionIntervalMs = 10;
const evictionSeconds = 10;
const evicted = 20_000;
/** A registry that has just read its data collects garbage and writes a snapshot. */
const settlingSeconds = 10;

/** What each operation costs at one size, in processor time of the registry. */
interface Costs {
  readonly instances: number;
  readonly renewMicroseconds: number;
  readonly registerMicroseconds: number;
  readonly applicationFetchMs: number;
  readonly fullFetchMs: number;
  readonly evictionPassMs: number;
  readonly evictionMicroseconds: number;
}

async function cpuPerRequest(registry: Side, traffic: Traffic, seconds: number): Promise<number> {
  const load = startLoad(traffic);
  try {
    await saturate(load, registry, { connections, seconds });
    return (await saturate(load, registry, { connections, seconds })).cpuMicroseconds;
  } finally {
    await load.stop();
  }
}

/** Passes that find nothing expired, so many that their cost shows. */
function measureEvictionPass(folder: string): Promise<number> {
  const settings = { 'eureka.server.eviction-interval-timer-in-ms': evictionIntervalMs };
  return withRegistryIn(folder, { settings }, async ({ pid }) => {
    await delay(1000);
    const seconds = await cpuWhile(pid, () => delay(evictionSeconds * 1000));
    const passes = (evictionSeconds * 1000) / evictionIntervalMs;
    return (seconds * 1000) / passes;
  });
}

/** Per instance whose lease expired: eviction, journal and change log, over what the same time costs idle. */
function measureEviction(folder: string, instances: number): Promise<number> {
  const settings = {
    'eureka.server.eviction-interval-timer-in-ms': 250,
    'eureka.server.enable-self-preservation': false,
  };
  return withRegistryIn(folder, { settings }, async (registry) => {
    await delay(settlingSeconds * 1000);
    const round = () => evictionSecondsOfCpu(registry, instances);
    // The first one also pays for a snapshot of what was registered before.
    await round();
    const busy = await round();
    const idle = await cpuWhile(registry.pid, () => delay(evictionSeconds * 2000));
    return ((busy - idle) * 1e6) / evicted;
  });
}

async function evictionSecondsOfCpu(registry: DaemonProcess, instances: number): Promise<number> {
  await register(registry, { kind: 'short leases', after: instances, instances: evicted });
  const busy = await cpuWhile(registry.pid, () => delay(evictionSeconds * 2000));
  const left = await ask(registry, applicationFetch(instanceAt(instances + evicted - 1)));
  if (left.status !== 404) throw new Error('an instance whose lease expired was not evicted');
  return busy;
}

async function cpuWhile(pid: number, run: () => Promise<unknown>): Promise<number> {
  const before = cpuSeconds(pid);
  await run();
  return cpuSeconds(pid) - before;
}

function measureAt(instances: number, seconds: number): Promise<Costs> {
  return withWorkFolder(async (folder) => {
    const costs = await withRegistryIn(folder, {}, async (registry) => {
      await fillRegistry(registry, instances);
      const cpu = (traffic: Traffic) => cpuPerRequest(registry, traffic, seconds);
      const ofApplication = await measureChangeCost(registry, instances, applicationFetch);
      const ofAll = await measureChangeCost(registry, instances, () => fullFetch);
      return {
        renewMicroseconds: await cpu({ kind: 'heartbeats', instances }),
        registerMicroseconds: await cpu({ kind: 'registrations', instances }),
        applicationFetchMs: ofApplication.nextFetchMs,
        fullFetchMs: ofAll.nextFetchMs,
      };
    });
    return {
      instances,
      ...costs,
      evictionPassMs: await measureEvictionPass(folder),
      evictionMicroseconds: await measureEviction(folder, instances),
    };
  });
}

function rowsOf(all: readonly Costs[]): Row[] {
  const rows = (measure: string, unit: string, pick: (costs: Costs) => number, bar?: Bar): Row[] =>
    all.map((costs) => {
      const [smallest = costs] = all;
      return {
        measure: `${costs.instances.toLocaleString('en-US')} instances: ${measure}`,
        unit,
        ours: pick(costs),
        peer: pick(smallest),
        ratio: pick(costs) / pick(smallest),
        ...(bar === undefined ? {} : { bar }),
      };
    });
  return [
    ...rows('renew', 'µs', (costs) => costs.renewMicroseconds, ratioAtMost(2)),
    ...rows('register', 'µs', (costs) => costs.registerMicroseconds, ratioAtMost(2)),
    ...rows(
      'eviction pass, nothing expired',
      'ms',
      (costs) => costs.evictionPassMs,
      ratioAtMost(2),
    ),
    ...rows('eviction of an instance', 'µs', (costs) => costs.evictionMicroseconds, ratioAtMost(2)),
    ...rows(
      'first fetch of an application after a change',
      'ms',
      (costs) => costs.applicationFetchMs,
      atMost(1),
    ),
    ...rows('first full fetch after a change', 'ms', (costs) => costs.fullFetchMs),
  ];
}

/** What grows with the number of instances, and what must not. */
export const registryGrowth: Benchmark = {
  name: 'registry-growth',
  about: 'processor time of each operation at 1,000, 10,000 and 100,000 instances',
  async run({ seconds }) {
    const all: Costs[] = [];
    for (const instances of sizes) all.push(await measureAt(instances, seconds));
    return {
      benchmark: 'registry-growth',
      peer: 'the same at 1,000 instances',
      rows: rowsOf(all),
      rounds: all,
    };
  },
};
