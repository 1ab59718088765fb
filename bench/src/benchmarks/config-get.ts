import { startDaemonProcess } from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { ratioAtLeast } from '../report/bar.ts';
import { type ConfigRepository, createConfigRepository } from '../subjects/config-repository.ts';
import type { Benchmark } from './benchmark.ts';
import { comparisonRows } from './compare-servers.ts';
import { compareWithBareNode } from './compare-with-bare-node.ts';

function settings(prefix: string, count: number): string {
  const lines = Array.from({ length: count }, (_, index) => `  key-${index}: value ${index}`);
  return `${prefix}:\n${lines.join('\n')}\n`;
}

async function fill(repository: ConfigRepository): Promise<void> {
  await repository.commit('application.yml', settings('shared', 50));
  await repository.commit('orders.yml', settings('orders', 50));
  await repository.commit('orders-prod.yml', settings('orders', 20));
  await repository.push();
}

/** One environment of 120 properties in three sources, asked for again and again. */
export const configGet: Benchmark = {
  name: 'config-get',
  about: 'cached environment of 120 properties, beside a bare node:http server',
  run: (options) =>
    withWorkFolder(async (folder) => {
      const repository = await createConfigRepository(folder);
      await fill(repository);
      const config = await startDaemonProcess('vernal-config', folder, {
        'spring.cloud.config.server.git.uri': repository.uri,
      });
      try {
        const headers = { accept: 'application/json' };
        const sample = { method: 'GET', path: '/orders/prod', headers } as const;
        const traffic = { kind: 'repeat', request: sample } as const;
        const contest = { ours: config, traffic, connections: options.connections, sample };
        const rounds = await compareWithBareNode(contest, options);
        return {
          benchmark: 'config-get',
          peer: 'bare node:http, same bytes',
          rows: comparisonRows('environment', rounds, ratioAtLeast(0.5)),
          rounds,
        };
      } finally {
        await config.stop();
      }
    }),
};
