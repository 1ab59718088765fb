import { endpointOf } from '../http/endpoint.ts';
import { letFleetArrive } from '../load/arrivals.ts';
import type { LoadResult } from '../load/tally.ts';
import { cpuSeconds } from '../processes/cost.ts';
import type { DaemonProcess } from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { atMost, below } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { createCertificates } from '../subjects/certificates.ts';
import type { Benchmark } from './benchmark.ts';
import { tlsAndBasicAuth } from './protected-registry.ts';
import { withRegistryIn } from './with-registry.ts';

const fleet = { instances: 3000, withinSeconds: 30, renewAfterSeconds: 30 };

interface ColdStart {
  readonly result: LoadResult;
  /** Processor time of the registry for all that one instance asks. */
  readonly cpuMilliseconds: number;
}

async function measureArrivals(registry: DaemonProcess): Promise<ColdStart> {
  const before = cpuSeconds(registry.pid);
  const result = await letFleetArrive({ endpoint: endpointOf(registry), ...fleet });
  const usedSeconds = cpuSeconds(registry.pid) - before;
  return { result, cpuMilliseconds: (usedSeconds * 1000) / fleet.instances };
}

function rowsOf({ result, cpuMilliseconds }: ColdStart): Row[] {
  const { latencies, refused, lost } = result;
  const row = (measure: string, kind: string): Row => {
    const ours = latencies[kind]?.p99Ms ?? Number.NaN;
    return { measure: `${measure}, p99`, unit: 'ms', ours, bar: below(100) };
  };
  return [
    row('connect and register', 'register'),
    row('full fetch', 'full fetch'),
    row('renew', 'renew'),
    { measure: 'server CPU', unit: 'ms/instance', ours: cpuMilliseconds },
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
      const measured = await withRegistryIn(folder, launch, measureArrivals);
      return { benchmark: 'registry-cold-start', rows: rowsOf(measured), rounds: [measured] };
    }),
};
