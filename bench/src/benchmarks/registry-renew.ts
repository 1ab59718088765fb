import { startDaemonProcess } from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { type FleetInstance, fleetOf, registerFleet } from '../subjects/fleet.ts';
import type { Benchmark } from './benchmark.ts';
import { compareWithBareNode, comparisonRows } from './compare-servers.ts';

const fleetSize = 1000;

function heartbeat({ app, id }: FleetInstance) {
  return {
    method: 'PUT',
    path: `/eureka/apps/${app}/${id}?status=UP`,
    headers: { accept: 'application/json' },
  };
}

/** Heartbeats of 1,000 registered instances in turn. */
export const registryRenew: Benchmark = {
  name: 'registry-renew',
  about: 'heartbeats of 1,000 instances, beside a bare node:http server',
  run: (options) =>
    withWorkFolder(async (folder) => {
      const registry = await startDaemonProcess('vernal-registry', folder);
      try {
        const fleet = fleetOf(fleetSize);
        await registerFleet(registry.url, fleet);
        const rounds = await compareWithBareNode(registry, fleet.map(heartbeat), options);
        return {
          benchmark: 'registry-renew',
          peer: 'bare node:http, same answer',
          rows: comparisonRows('renew', rounds, 'ratio >= 0.7'),
          rounds,
        };
      } finally {
        await registry.stop();
      }
    }),
};
