import { gunzipSync } from 'node:zlib';
import { ask } from '../http/ask.ts';
import { atMost, type Bar } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { quantile } from '../report/statistics.ts';
import { instanceAt } from '../subjects/fleet.ts';
import { deltaFetch, registration } from '../subjects/fleet-requests.ts';
import type { Benchmark } from './benchmark.ts';
import type { Side } from './compare-servers.ts';
import { withRegistry, withRestartedRegistry } from './with-registry.ts';

const instances = 10_000;
const changesPerRound = 50;
const patienceMs = 10_000;

async function deltaHas(registry: Side, text: string): Promise<boolean> {
  const { body } = await ask(registry, deltaFetch);
  return gunzipSync(body).includes(text);
}

/** From sending a change until a delta that has it is read; a poller asks again and again. */
async function untilVisible(registry: Side, number: number): Promise<number> {
  const version = `change-${number}-of-this-run`;
  const instance = instanceAt((number * 97) % instances);
  const sentAtMs = performance.now();
  const changing = ask(registry, registration(instance, version));
  while (!(await deltaHas(registry, version))) {
    if (performance.now() - sentAtMs > patienceMs) throw new Error('a change never showed');
  }
  const visibleAfterMs = performance.now() - sentAtMs;
  await changing;
  return visibleAfterMs;
}

async function measureChanges(registry: Side, changes: number): Promise<number[]> {
  const elapsedMs: number[] = [];
  for (let number = 0; number < changes; number += 1) {
    elapsedMs.push(await untilVisible(registry, number));
  }
  return elapsedMs;
}

function rowsOf(what: string, elapsedMs: readonly number[], bar?: Bar): Row[] {
  const max = { measure: `${what}: visible, max`, unit: 'ms', ours: Math.max(...elapsedMs) };
  return [
    { measure: `${what}: visible, p50`, unit: 'ms', ours: quantile(elapsedMs, 0.5) },
    { ...max, ...(bar === undefined ? {} : { bar }) },
  ];
}

/** How soon a client that fetches deltas can know of a change. */
export const registryDelta: Benchmark = {
  name: 'registry-delta',
  about: 'from a change until a poller sees it in the delta, at 10,000 instances',
  async run({ rounds }) {
    const changes = rounds * changesPerRound;
    const measure = (registry: Side) => measureChanges(registry, changes);
    const alone = await withRestartedRegistry(instances, measure);
    const amongAll = await withRegistry(instances, measure);
    return {
      benchmark: 'registry-delta',
      rows: [
        ...rowsOf('few changes in the delta', alone, atMost(50)),
        ...rowsOf('all instances in the delta', amongAll),
      ],
      rounds: [{ alone, amongAll }],
    };
  },
};
