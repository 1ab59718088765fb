import { pathToFileURL } from 'node:url';
import type { DaemonProcess, Settings } from '../processes/daemon.ts';
import { atMost, below } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { quantile } from '../report/statistics.ts';
import { startSdkClients } from '../sdk-clients/sdk-clients.ts';
import {
  type ConfigClone,
  cloneRepository,
  createBareRepository,
} from '../subjects/config-repository.ts';
import { listenForEvents } from '../subjects/event-listener.ts';
import type { Benchmark, BenchmarkOptions } from './benchmark.ts';
import { type BusPlace, withBus } from './with-bus.ts';
import { withConfigServerIn } from './with-config-server.ts';

/** With the default of three rounds more than a hundred: of fewer the 99th percentile would be the slowest one. */
const pushesPerRound = 40;
const applications = Array.from({ length: 10 }, (_, index) => `bench-${index}`);

/** One push, in milliseconds from the return of `git push`; below 0 for what came before. */
interface Push {
  /** When each application's event was out. */
  readonly toldMs: readonly number[];
  /** When each client ran with the change. */
  readonly appliedMs: readonly number[];
}

/** Where the repository is that is pushed to. */
interface Hosting {
  readonly name: string;
  /** The server's address of the repository. */
  readonly uri: (folder: string) => Promise<string>;
  /** The address that somebody pushes to. */
  readonly remote: (folder: string, config: DaemonProcess) => string;
  readonly settings: Settings;
}

const local: Hosting = {
  name: 'local',
  uri: async (folder) => pathToFileURL(await createBareRepository(folder)).href,
  remote: (folder) => `${folder}/config.git`,
  settings: {},
};

const hosted: Hosting = {
  name: 'hosted',
  uri: () => Promise.resolve('hosted:config'),
  remote: (_folder, { url }) => `${url}/git/config.git`,
  settings: { 'vernal.git.enabled': true },
};

async function pushAndWait(
  clone: ConfigClone,
  told: Promise<readonly number[]>,
  applied: Promise<readonly number[]>,
): Promise<Push> {
  await clone.push();
  const pushedAtMs = Date.now();
  const since = (times: readonly number[]) => times.map((time) => time - pushedAtMs);
  return { toldMs: since(await told), appliedMs: since(await applied) };
}

function measure(
  { uri, remote, settings }: Hosting,
  options: BenchmarkOptions,
): Promise<readonly Push[]> {
  return withBus(async ({ folder, busUrl }: BusPlace) => {
    const launch = {
      uri: await uri(folder),
      settings: {
        'vernal.bus.url': busUrl,
        // Health finds nothing to serve before the first push.
        'spring.cloud.config.server.health.enabled': false,
        ...settings,
      },
    };
    return withConfigServerIn(folder, launch, async (config) => {
      const clone = await cloneRepository(folder, remote(folder, config));
      await clone.commit('application.yml', 'greeting: hello\n');
      await clone.push();
      const listener = await listenForEvents(busUrl, applications);
      const job = { configUrl: config.url, busUrl, count: options.clients, applications };
      const clients = await startSdkClients(job);
      const pushes: Push[] = [];
      for (let number = 1; number <= options.rounds * pushesPerRound; number += 1) {
        await clone.commit('application.yml', `greeting: hello ${number}\n`);
        const told = listener.told(applications.length);
        pushes.push(await pushAndWait(clone, told, clients.applied()));
      }
      await clients.stop();
      await listener.stop();
      return pushes;
    });
  });
}

function rowsOf(name: string, pushes: readonly Push[], { clients }: BenchmarkOptions): Row[] {
  const told = pushes.map(({ toldMs }) => Math.max(...toldMs));
  const applied = pushes.flatMap(({ appliedMs }) => appliedMs);
  const unit = 'ms';
  const whom = `${name}, applied in ${clients} clients`;
  return [
    { measure: `${name}, last event out, p50`, unit, ours: quantile(told, 0.5) },
    { measure: `${name}, last event out, p99`, unit, ours: quantile(told, 0.99), bar: atMost(150) },
    { measure: `${whom}, p50`, unit, ours: quantile(applied, 0.5) },
    { measure: `${whom}, p99`, unit, ours: quantile(applied, 0.99), bar: below(1000) },
    { measure: `${whom}, max`, unit, ours: Math.max(...applied) },
  ];
}

/** A commit is pushed: when are events out, and when do all of many SDK clients run with it? */
export const pushToApplied: Benchmark = {
  name: 'push-to-applied',
  about: 'from the return of git push until N SDK clients of 10 applications have applied it',
  run: async (options) => {
    const pushes = { local: await measure(local, options), hosted: await measure(hosted, options) };
    return {
      benchmark: 'push-to-applied',
      rows: [
        ...rowsOf('local', pushes.local, options),
        ...rowsOf('hosted', pushes.hosted, options),
      ],
      rounds: [pushes],
    };
  },
};
