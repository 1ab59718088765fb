import { startDaemonProcess } from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { fleetOf, registerFleet } from '../subjects/fleet.ts';
import type { Benchmark } from './benchmark.ts';
import { compareWithBareNode, comparisonRows, type Subject } from './compare-servers.ts';

const fleetSize = 1000;

const fetches = [
  { what: 'full fetch', headers: { accept: 'application/json' } },
  { what: 'full fetch, gzip', headers: { accept: 'application/json', 'accept-encoding': 'gzip' } },
];

async function compareFetches(registry: Subject, options: Parameters<Benchmark['run']>[0]) {
  const rows = [];
  const rounds = [];
  for (const { what, headers } of fetches) {
    const request = { method: 'GET', path: '/eureka/apps', headers };
    const played = await compareWithBareNode(registry, [request], options);
    rows.push(...comparisonRows(what, played, 'ratio >= 0.7'));
    rounds.push(...played.map((round) => ({ what, ...round })));
  }
  return { rows, rounds };
}

/** The whole registry of 1,000 instances, unchanged between requests. */
export const registryFetch: Benchmark = {
  name: 'registry-fetch',
  about: 'cached full fetch of 1,000 instances, beside a bare node:http server',
  run: (options) =>
    withWorkFolder(async (folder) => {
      const registry = await startDaemonProcess('vernal-registry', folder);
      try {
        await registerFleet(registry.url, fleetOf(fleetSize));
        const found = await compareFetches(registry, options);
        return { benchmark: 'registry-fetch', peer: 'bare node:http, same bytes', ...found };
      } finally {
        await registry.stop();
      }
    }),
};
