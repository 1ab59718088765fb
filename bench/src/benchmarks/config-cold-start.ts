import { endpointOf } from '../http/endpoint.ts';
import { letFleetAsk } from '../load/config-arrivals.ts';
import type { LoadResult } from '../load/tally.ts';
import { cpuSeconds } from '../processes/cost.ts';
import type { DaemonProcess } from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { atMost, below } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { createCertificates } from '../subjects/certificates.ts';
import { ordersFiles, settings } from '../subjects/environments.ts';
import { startGitHost } from '../subjects/git-host.ts';
import { importRepository } from '../subjects/git-import.ts';
import type { Benchmark } from './benchmark.ts';
import { tlsAndBasicAuth } from './protected-registry.ts';
import { withConfigServerIn } from './with-config-server.ts';

const fleet = { instances: 3000, applications: 300, withinSeconds: 60 };

interface ColdStart {
  readonly result: LoadResult;
  readonly readyMs: number;
  /** Processor time of the server for one instance. */
  readonly cpuMilliseconds: number;
}

function files(): Record<string, string> {
  const own = Array.from({ length: fleet.applications }, (_, index) => [
    `service-${index}.yml`,
    settings(`service-${index}`, 100),
  ]);
  return { ...ordersFiles, ...Object.fromEntries(own) };
}

async function measureArrivals(config: DaemonProcess): Promise<ColdStart> {
  const before = cpuSeconds(config.pid);
  const result = await letFleetAsk({ endpoint: endpointOf(config), ...fleet });
  const usedSeconds = cpuSeconds(config.pid) - before;
  return {
    result,
    readyMs: config.readyMs,
    cpuMilliseconds: (usedSeconds * 1000) / fleet.instances,
  };
}

function rowsOf({ result, readyMs, cpuMilliseconds }: ColdStart): Row[] {
  const { latencies, refused, lost } = result;
  const p99 = (kind: string): number => latencies[kind]?.p99Ms ?? Number.NaN;
  return [
    { measure: 'ready, with a mirror and no remote', unit: 'ms', ours: readyMs, bar: below(1000) },
    { measure: 'first answer of an application, p99', unit: 'ms', ours: p99('first') },
    { measure: 'every other answer, p99', unit: 'ms', ours: p99('later'), bar: below(100) },
    { measure: 'server CPU', unit: 'ms/instance', ours: cpuMilliseconds },
    { measure: 'refused or lost', unit: 'requests', ours: refused + lost, bar: atMost(0) },
  ];
}

/** A whole fleet asks a config server that has just started, while its remote is away. */
export const configColdStart: Benchmark = {
  name: 'config-cold-start',
  about: '3,000 instances ask by TLS and basic auth within 60 s, caches empty, remote down',
  run: () =>
    withWorkFolder(async (folder) => {
      await importRepository(folder, [{ branch: 'main', files: files() }]);
      const host = await startGitHost(folder, 0);
      const { launch } = tlsAndBasicAuth(await createCertificates(folder));
      const remote = { ...launch, uri: host.uriOf('config.git') };
      try {
        await withConfigServerIn(folder, remote, async () => undefined);
      } finally {
        await host.close();
      }
      const measured = await withConfigServerIn(folder, remote, measureArrivals);
      return { benchmark: 'config-cold-start', rows: rowsOf(measured), rounds: [measured] };
    }),
};
