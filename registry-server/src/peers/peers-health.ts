import type { HealthIndicator } from '@vernal/server-kit';
import type { PeersView, PeerView } from './peers-view.ts';

/**
 * Component `peers`: how replication to each goes. Always UP, since a registry that lost its peers still serves;
 * taking it out of a load balancer for that would end the rest of the cluster.
 */
export function peersHealth(peers: PeersView): HealthIndicator {
  return {
    name: 'peers',
    check() {
      const views = peers.list();
      return {
        status: 'UP',
        details: {
          registered: views.length,
          available: views.filter(({ state }) => state === 'up').length,
          ...Object.fromEntries(views.map((view) => [view.name, detailsOf(view)])),
        },
      };
    },
  };
}

function detailsOf({ state, queue, lagMs, lastError, sameHash }: PeerView) {
  return {
    state,
    queue,
    lagMs,
    ...(lastError !== undefined && { lastError }),
    ...(sameHash !== undefined && { sameHash }),
  };
}
