import { freePort } from '@vernal/core/testing';
import { type DaemonProcess, startDaemonProcess } from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { below } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { quantile } from '../report/statistics.ts';
import { startSdkClients } from '../sdk-clients/sdk-clients.ts';
import { type ConfigRepository, createConfigRepository } from '../subjects/config-repository.ts';
import type { Benchmark, BenchmarkOptions } from './benchmark.ts';

const pushesPerRound = 20;

/** One push. Both count from the start of `git push`. */
interface Push {
  readonly firstMs: number;
  readonly lastMs: number;
}

interface Servers {
  readonly config: DaemonProcess;
  readonly busUrl: string;
  stop(): Promise<void>;
}

async function startServers(folder: string, repository: ConfigRepository): Promise<Servers> {
  const port = await freePort();
  const bus = await startDaemonProcess('vernal-bus', folder, { 'vernal.bus.port': port });
  const busUrl = `mqtt://127.0.0.1:${port}`;
  try {
    const config = await startDaemonProcess('vernal-config', folder, {
      'spring.cloud.config.server.git.uri': repository.uri,
      'vernal.bus.url': busUrl,
    });
    const stop = async (): Promise<void> => {
      await config.stop();
      await bus.stop();
    };
    return { config, busUrl, stop };
  } catch (error) {
    await bus.stop();
    throw error;
  }
}

async function measurePushes(
  repository: ConfigRepository,
  servers: Servers,
  options: BenchmarkOptions,
): Promise<Push[]> {
  const { config, busUrl } = servers;
  const clients = await startSdkClients({ configUrl: config.url, busUrl, count: options.clients });
  try {
    const pushes: Push[] = [];
    for (let number = 1; number <= options.rounds * pushesPerRound; number += 1) {
      await repository.commit('application.yml', `greeting: hello ${number}\n`);
      const applied = clients.applied();
      const startedAt = Date.now();
      await repository.push();
      const { firstAtMs, lastAtMs } = await applied;
      pushes.push({ firstMs: firstAtMs - startedAt, lastMs: lastAtMs - startedAt });
    }
    return pushes;
  } finally {
    await clients.stop();
  }
}

function rowsOf(pushes: readonly Push[], clients: number): Row[] {
  const first = pushes.map((push) => push.firstMs);
  const last = pushes.map((push) => push.lastMs);
  const unit = 'ms';
  const whom = `last of ${clients}`;
  return [
    { measure: 'first client applied, p50', unit, ours: quantile(first, 0.5) },
    { measure: `${whom} applied, p50`, unit, ours: quantile(last, 0.5) },
    { measure: `${whom} applied, p99`, unit, ours: quantile(last, 0.99), bar: below(1000) },
    { measure: `${whom} applied, max`, unit, ours: Math.max(...last), bar: below(1000) },
  ];
}

/** A commit is pushed: when does the last of many SDK clients run with it? */
export const pushToApplied: Benchmark = {
  name: 'push-to-applied',
  about: 'git push until the last of N SDK clients has applied the change',
  run: (options) =>
    withWorkFolder(async (folder) => {
      const repository = await createConfigRepository(folder);
      await repository.commit('application.yml', 'greeting: hello\n');
      await repository.push();
      const servers = await startServers(folder, repository);
      try {
        const pushes = await measurePushes(repository, servers, options);
        const rows = rowsOf(pushes, options.clients);
        return { benchmark: 'push-to-applied', rows, rounds: pushes };
      } finally {
        await servers.stop();
      }
    }),
};
