import { ask } from '../http/ask.ts';
import { type Endpoint, endpointOf } from '../http/endpoint.ts';
import { startLoad } from '../load/load.ts';
import { residentMegabytes } from '../processes/cost.ts';
import type { DaemonProcess } from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { atMost, type Bar, ratioAtLeast } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { gridCommits, gridRequest } from '../subjects/environments.ts';
import { importRepository } from '../subjects/git-import.ts';
import type { Benchmark, BenchmarkOptions } from './benchmark.ts';
import { comparisonRows, type Round } from './compare-servers.ts';
import { compareWithBareNode } from './compare-with-bare-node.ts';
import { withConfigServerIn } from './with-config-server.ts';

const grid = { applications: 1000, labels: 20 };

interface ManyMeasured {
  readonly rounds: readonly Round[];
  /** Share of the requests that were answered from bytes that were there. */
  readonly hitRate: number;
  readonly warmMegabytes: number;
  readonly endMegabytes: number;
}

/** Asks for everything once. */
async function warm(config: Endpoint): Promise<void> {
  const load = startLoad({ kind: 'environments', grid, order: 'one by one' });
  try {
    const job = { endpoint: endpointOf(config), connections: 16, pace: { kind: 'once' } } as const;
    const { refused, lost } = await load.run(job);
    if (refused + lost > 0) throw new Error(`${refused + lost} environments were not answered`);
  } finally {
    await load.stop();
  }
}

/** Since the start of the server. */
interface Lookups {
  readonly requests: number;
  /** Requests whose answer was there. */
  readonly found: number;
}

async function lookupsOf(config: Endpoint): Promise<Lookups> {
  const { body } = await ask(config, { method: 'GET', path: '/actuator/prometheus' });
  const count = (cache: string, outcome: string): number => {
    const sample = `vernal_config_cache_lookups_total{cache="${cache}",outcome="${outcome}"} `;
    const line = body
      .toString()
      .split('\n')
      .find((one) => one.startsWith(sample));
    return Number(line?.slice(sample.length));
  };
  return {
    requests: count('requests', 'hit') + count('requests', 'miss'),
    found: count('answers', 'hit'),
  };
}

async function measure(config: DaemonProcess, options: BenchmarkOptions): Promise<ManyMeasured> {
  await warm(config);
  const warmMegabytes = residentMegabytes(config.pid);
  const before = await lookupsOf(config);
  const contest = { ours: config, connections: options.connections, sample: gridRequest(grid, 0) };
  const traffic = { kind: 'environments', grid, order: 'at random' } as const;
  const answers = grid.applications * grid.labels;
  const rounds = await compareWithBareNode({ ...contest, traffic, answers }, options);
  const after = await lookupsOf(config);
  return {
    rounds,
    hitRate: (after.found - before.found) / (after.requests - before.requests),
    warmMegabytes,
    endMegabytes: residentMegabytes(config.pid),
  };
}

/** What is promised of a limit. */
interface LimitCase {
  readonly limit: string;
  readonly throughput?: Bar;
  readonly memory?: Bar;
}

function rowsOf({ limit, throughput, memory }: LimitCase, measured: ManyMeasured): Row[] {
  const what = `limit ${limit}`;
  return [
    ...comparisonRows(what, measured.rounds, throughput),
    { measure: `${what}: hit rate`, unit: '%', ours: measured.hitRate * 100 },
    { measure: `${what}: memory once warm`, unit: 'MB', ours: measured.warmMegabytes },
    {
      measure: `${what}: growth under load`,
      unit: 'MB',
      ours: measured.endMegabytes - measured.warmMegabytes,
      ...(memory === undefined ? {} : { bar: memory }),
    },
  ];
}

const cases: readonly LimitCase[] = [
  { limit: '256MB', throughput: ratioAtLeast(0.5) },
  { limit: '32MB', memory: atMost(20) },
];

/** 20,000 environments of 7 KB, asked for at random: what the limit of the caches does. */
export const configMany: Benchmark = {
  name: 'config-many',
  about: '1,000 applications at 20 labels asked at random, with caches of 256 MB and of 32 MB',
  run: (options) =>
    withWorkFolder(async (folder) => {
      const uri = await importRepository(folder, gridCommits(grid));
      const rows: Row[] = [];
      const rounds: unknown[] = [];
      for (const one of cases) {
        const settings = {
          'spring.cloud.config.server.git.default-label': 'release-0',
          'vernal.config.cache-limit': one.limit,
          'vernal.data-dir': `${folder}/${one.limit}`,
        };
        const measured = await withConfigServerIn(folder, { uri, settings }, (config) =>
          measure(config, options),
        );
        rows.push(...rowsOf(one, measured));
        rounds.push({ limit: one.limit, ...measured });
      }
      return { benchmark: 'config-many', peer: 'bare node:http, as many bodies', rows, rounds };
    }),
};
