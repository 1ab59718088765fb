import { ratioAtLeast } from '../report/bar.ts';
import { instanceAt } from '../subjects/fleet.ts';
import { heartbeat } from '../subjects/fleet-requests.ts';
import type { Benchmark, BenchmarkOptions } from './benchmark.ts';
import { comparisonRows, type Side } from './compare-servers.ts';
import { compareWithBareNode } from './compare-with-bare-node.ts';
import { withRegistry } from './with-registry.ts';

const sizes = [
  { instances: 10_000, bar: ratioAtLeast(0.8) },
  { instances: 100_000, bar: ratioAtLeast(0.7) },
];
const connectionCounts = [32, 256];

type Size = (typeof sizes)[number];

async function compareRenewals(ours: Side, { instances, bar }: Size, options: BenchmarkOptions) {
  const rows = [];
  const rounds = [];
  const traffic = { kind: 'heartbeats', instances } as const;
  const sample = heartbeat(instanceAt(0));
  for (const connections of connectionCounts) {
    const played = await compareWithBareNode({ ours, traffic, connections, sample }, options);
    const what = `${instances.toLocaleString('en-US')} instances, ${connections} connections`;
    rows.push(...comparisonRows(what, played, bar));
    rounds.push(...played.map((round) => ({ what, ...round })));
  }
  return { rows, rounds };
}

/** Heartbeats of every registered instance in turn. */
export const registryRenew: Benchmark = {
  name: 'registry-renew',
  about: 'heartbeats of 10,000 and 100,000 instances',
  async run(options) {
    const found = [];
    for (const size of sizes) {
      const compare = (registry: Side) => compareRenewals(registry, size, options);
      found.push(await withRegistry(size.instances, compare));
    }
    return {
      benchmark: 'registry-renew',
      peer: 'bare node:http that reads the same requests and sends the same answer',
      rows: found.flatMap(({ rows }) => rows),
      rounds: found.flatMap(({ rounds }) => rounds),
    };
  },
};
