import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../http/ask.ts';
import { residentMegabytes } from '../processes/cost.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { atMost, below } from '../report/bar.ts';
import { fullFetch } from '../subjects/fleet-requests.ts';
import type { Benchmark } from './benchmark.ts';
import { fillRegistry, withRegistryIn } from './with-registry.ts';

const instances = 100_000;
const settleMs = 10_000;

/** Resident memory once nothing happened for a while, in megabytes of 1,000,000 bytes. */
async function settledMegabytes(pid: number): Promise<number> {
  await delay(settleMs);
  return residentMegabytes(pid);
}

function measureFilled(folder: string) {
  return withRegistryIn(folder, {}, async (registry) => {
    const idleMegabytes = await settledMegabytes(registry.pid);
    await fillRegistry(registry, instances);
    const { body } = await ask(registry, fullFetch);
    const filledMegabytes = await settledMegabytes(registry.pid);
    return { idleMegabytes, filledMegabytes, fetchedMegabytes: body.length / 1e6 };
  });
}

function measureRestarted(folder: string) {
  return withRegistryIn(folder, {}, async (registry) => {
    await ask(registry, fullFetch);
    return { readyMs: registry.readyMs, megabytes: await settledMegabytes(registry.pid) };
  });
}

/** Memory per instance at 100,000, store on, and how soon a registry that stored them is back. */
export const registryMemory: Benchmark = {
  name: 'registry-memory',
  about: 'memory per instance, and time until ready, with 100,000 stored instances',
  run: () =>
    withWorkFolder(async (folder) => {
      const filled = await measureFilled(folder);
      const restarted = await measureRestarted(folder);
      const perInstance = (megabytes: number): number =>
        ((megabytes - filled.idleMegabytes) * 1000) / instances;
      return {
        benchmark: 'registry-memory',
        rows: [
          { measure: 'idle', unit: 'MB', ours: filled.idleMegabytes },
          {
            measure: 'per instance above idle, after one compressed full fetch',
            unit: 'KB',
            ours: perInstance(filled.filledMegabytes),
            bar: atMost(3.5),
          },
          {
            measure: 'the same after a restart',
            unit: 'KB',
            ours: perInstance(restarted.megabytes),
          },
          { measure: 'restart: ready', unit: 'ms', ours: restarted.readyMs, bar: below(3000) },
        ],
        rounds: [{ ...filled, restarted }],
      };
    }),
};
