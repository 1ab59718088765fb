import { endpointOf } from '../http/endpoint.ts';
import { letFleetArrive } from '../load/arrivals.ts';
import type { LoadResult } from '../load/tally.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { atMost, below } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { createCertificates } from '../subjects/certificates.ts';
import type { Benchmark } from './benchmark.ts';
import { tlsAndBasicAuth } from './protected-registry.ts';
import { withRegistryIn } from './with-registry.ts';

const fleet = { instances: 3000, withinSeconds: 30, renewAfterSeconds: 30 };

function rowsOf({ latencies, refused, lost }: LoadResult): Row[] {
  const row = (measure: string, kind: string): Row => {
    const ours = latencies[kind]?.p99Ms ?? Number.NaN;
    return { measure: `${measure}, p99`, unit: 'ms', ours, bar: below(100) };
  };
  return [
    row('connect and register', 'register'),
    row('full fetch', 'full fetch'),
    row('renew', 'renew'),
    { measure: 'refused or lost', unit: 'requests', ours: refused + lost, bar: atMost(0) },
  ];
}

/** A whole fleet meets a registry that has just started and knows nobody. */
export const registryColdStart: Benchmark = {
  name: 'registry-cold-start',
  about: '3,000 instances connect by TLS and basic auth, register, fetch and renew within 60 s',
  run: () =>
    withWorkFolder(async (folder) => {
      const { launch } = tlsAndBasicAuth(await createCertificates(folder));
      const result = await withRegistryIn(folder, launch, (registry) =>
        letFleetArrive({ endpoint: endpointOf(registry), ...fleet }),
      );
      return { benchmark: 'registry-cold-start', rows: rowsOf(result), rounds: [result] };
    }),
};
