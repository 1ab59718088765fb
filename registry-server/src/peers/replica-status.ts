import type { LeaseTable } from '../domain/lease-table.ts';
import type { PeersView, PeerView } from './peers-view.ts';

/** The peers as `GET status` names them (eureka-protocol 1.8). */
export interface ReplicaStatus {
  readonly registeredReplicas: readonly string[];
  readonly availableReplicas: readonly string[];
  readonly unavailableReplicas: readonly string[];
}

/**
 * A replica is available while replication to it works. Before the first exchange it is judged as in Java: by
 * an instance of the own application on its host (complaint 11).
 */
export function replicaStatus(peers: PeersView, table: LeaseTable, ownApp: string): ReplicaStatus {
  const views = peers.list();
  const isAvailable = (view: PeerView): boolean =>
    view.state === 'unknown' ? isListed(view, table, ownApp) : view.state === 'up';
  const urls = (wanted: readonly PeerView[]): readonly string[] =>
    wanted.map(({ url }) => `${url}/`);
  return {
    registeredReplicas: urls(views),
    availableReplicas: urls(views.filter(isAvailable)),
    unavailableReplicas: urls(views.filter((view) => !isAvailable(view))),
  };
}

function isListed({ url }: PeerView, table: LeaseTable, ownApp: string): boolean {
  const { hostname } = new URL(url);
  return [...table.of(ownApp)].some(({ instance }) => instance.hostName === hostname);
}
