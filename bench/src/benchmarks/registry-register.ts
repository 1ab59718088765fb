import { ratioAtLeast } from '../report/bar.ts';
import { instanceAt } from '../subjects/fleet.ts';
import { registration } from '../subjects/fleet-requests.ts';
import type { Benchmark } from './benchmark.ts';
import { comparisonRows } from './compare-servers.ts';
import { compareWithBareNode } from './compare-with-bare-node.ts';
import { withRegistry } from './with-registry.ts';

const instances = 10_000;
const connections = 32;

/** Instances that register again and again, each answered when it is stored. */
export const registryRegister: Benchmark = {
  name: 'registry-register',
  about: 'registrations of 1 KB, stored, at 10,000 instances',
  run: (options) =>
    withRegistry(instances, async (ours) => {
      const traffic = { kind: 'registrations', instances } as const;
      const sample = registration(instanceAt(0));
      const rounds = await compareWithBareNode({ ours, traffic, connections, sample }, options);
      return {
        benchmark: 'registry-register',
        peer: 'bare node:http that reads the same bodies, keeps nothing and sends the same answer',
        rows: comparisonRows('register', rounds, ratioAtLeast(0.25)),
        rounds,
      };
    }),
};
