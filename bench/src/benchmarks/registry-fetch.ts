import { gunzipSync, gzipSync } from 'node:zlib';
import { ask } from '../http/ask.ts';
import { atMost, ratioAtLeast, ratioAtMost } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { fullFetch } from '../subjects/fleet-requests.ts';
import type { Benchmark, BenchmarkOptions } from './benchmark.ts';
import { measureChangeCost } from './change-cost.ts';
import { comparisonRows, type Side } from './compare-servers.ts';
import { compareWithBareNode } from './compare-with-bare-node.ts';
import { withRegistry } from './with-registry.ts';

const sizes = [1000, 10_000];
/** At which size the cost of a change is promised. */
const strictSize = 10_000;
const connections = 32;
const atLeastLikeBareNode = ratioAtLeast(0.85);

const nameOf = (instances: number): string => `${instances.toLocaleString('en-US')} instances`;

async function sizeRow(registry: Side, instances: number): Promise<Row> {
  const { body } = await ask(registry, fullFetch);
  const plain = gzipSync(gunzipSync(body), { level: 6 }).length;
  return {
    measure: `${nameOf(instances)}: compressed size, beside gzip -6`,
    unit: 'KB',
    ours: body.length / 1000,
    peer: plain / 1000,
    ratio: body.length / plain,
    bar: ratioAtMost(1.3),
  };
}

/** Fetches that nothing changes between, then what one change costs. */
async function measureFetches(ours: Side, instances: number, options: BenchmarkOptions) {
  const traffic = { kind: 'repeat', request: fullFetch } as const;
  const contest = { ours, traffic, connections, sample: fullFetch };
  const rounds = await compareWithBareNode(contest, options);
  const cost = await measureChangeCost(ours, instances, () => fullFetch);
  const rows: Row[] = [
    ...comparisonRows(nameOf(instances), rounds, atLeastLikeBareNode),
    await sizeRow(ours, instances),
    {
      measure: `${nameOf(instances)}: CPU of the first fetch after a change`,
      unit: 'ms',
      ours: cost.nextFetchMs,
      ...(instances === strictSize ? { bar: atMost(5) } : {}),
    },
  ];
  return { rows, rounds: rounds.map((round) => ({ instances, ...round })) };
}

/** The whole registry as gzip. */
export const registryFetch: Benchmark = {
  name: 'registry-fetch',
  about: 'compressed full fetch of 1,000 and 10,000 instances, and the first one after a change',
  async run(options) {
    const found = [];
    for (const instances of sizes) {
      const measure = (registry: Side) => measureFetches(registry, instances, options);
      found.push(await withRegistry(instances, measure));
    }
    return {
      benchmark: 'registry-fetch',
      peer: 'bare node:http, same bytes',
      rows: found.flatMap(({ rows }) => rows),
      rounds: found.flatMap(({ rounds }) => rounds),
    };
  },
};
