import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startLoad } from '../load/load.ts';
import type { DaemonProcess } from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { ratioAtLeast } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { ordersFiles, ordersRequest } from '../subjects/environments.ts';
import { startGitHost } from '../subjects/git-host.ts';
import { importRepository } from '../subjects/git-import.ts';
import type { Benchmark, BenchmarkOptions } from './benchmark.ts';
import { comparisonRows, type Measured, type Round, saturate } from './compare-servers.ts';
import { compareWithBareNode } from './compare-with-bare-node.ts';
import { withConfigServer, withConfigServerIn } from './with-config-server.ts';

const commits = [{ branch: 'main', files: ordersFiles }];
const traffic = { kind: 'repeat', request: ordersRequest } as const;

function compare(config: DaemonProcess, options: BenchmarkOptions): Promise<Round[]> {
  const contest = { ours: config, traffic, connections: options.connections };
  return compareWithBareNode({ ...contest, sample: ordersRequest }, options);
}

/** A repository that the server hosts itself, pushed to it over HTTP. */
function compareHosted(options: BenchmarkOptions): Promise<Round[]> {
  return withWorkFolder(async (folder) => {
    const local = await importRepository(folder, commits);
    // Health finds nothing to serve before the push.
    const settings = {
      'vernal.git.enabled': true,
      'spring.cloud.config.server.health.enabled': false,
    };
    const launch = { uri: 'hosted:config', settings };
    return withConfigServerIn(folder, launch, async (config) => {
      const push = ['push', '-q', `${config.url}/git/config.git`, 'main'];
      await promisify(execFile)('git', ['--git-dir', new URL(local).pathname, ...push]);
      return compare(config, options);
    });
  });
}

/** How a remote repository is asked for. */
interface RemoteCase {
  readonly latencyMs: number;
  /** `refresh-rate`, in seconds. */
  readonly refreshSeconds: number;
}

function withRemote<Result>(
  { latencyMs, refreshSeconds }: RemoteCase,
  use: (config: DaemonProcess) => Promise<Result>,
): Promise<Result> {
  return withWorkFolder(async (folder) => {
    await importRepository(folder, commits);
    const host = await startGitHost(folder, latencyMs);
    const settings = { 'spring.cloud.config.server.git.refresh-rate': refreshSeconds };
    try {
      return await withConfigServerIn(folder, { uri: host.uriOf('config.git'), settings }, use);
    } finally {
      await host.close();
    }
  });
}

/** Every request waits for a look at the remote, which all that come meanwhile share. */
async function measureAsking(
  latencyMs: number,
  { connections, seconds }: BenchmarkOptions,
): Promise<Measured> {
  const load = startLoad(traffic);
  try {
    return await withRemote({ latencyMs, refreshSeconds: 0 }, (config) =>
      saturate(load, config, { connections, seconds }),
    );
  } finally {
    await load.stop();
  }
}

function askingRows(latencyMs: number, measured: Measured): Row[] {
  const what = `remote asked every time, ${latencyMs} ms away`;
  return [
    { measure: `${what}: throughput`, unit: 'requests/s', ours: measured.requestsPerSecond },
    { measure: `${what}: latency p99`, unit: 'ms', ours: measured.p99Ms },
  ];
}

/** One environment of 200 properties in four sources, asked for again and again. */
export const configGet: Benchmark = {
  name: 'config-get',
  about: 'cached environment of 200 properties: local, hosted and remote repository',
  async run(options) {
    const local = await withConfigServer(commits, {}, (config) => compare(config, options));
    const hosted = await compareHosted(options);
    const remote = await withRemote({ latencyMs: 0, refreshSeconds: 60 }, (config) =>
      compare(config, options),
    );
    const near = await measureAsking(0, options);
    const far = await measureAsking(200, options);
    return {
      benchmark: 'config-get',
      peer: 'bare node:http, same bytes',
      rows: [
        ...comparisonRows('local repository', local, ratioAtLeast(0.7)),
        ...comparisonRows('hosted repository', hosted, ratioAtLeast(0.7)),
        ...comparisonRows('remote, refresh-rate 60', remote, ratioAtLeast(0.7)),
        ...askingRows(0, near),
        ...askingRows(200, far),
      ],
      rounds: [{ local, hosted, remote, near, far }],
    };
  },
};
