import type { LeaseTable } from '../domain/lease-table.ts';
import type { PeersView, PeerView } from './peers-view.ts';

/** The peers as `GET status` names them (eureka-protocol 1.8). */
export interface ReplicaStatus {
  readonly registeredReplicas: readonly string[];
  readonly availableReplicas: readonly string[];
  readonly unavailableReplicas: readonly string[];
  /** Whether enough are available; absent unless a number is configured. */
  readonly isHealthy?: boolean;
}

/** What the status goes by, beside the peers. */
export interface ReplicaRules {
  /** Application that registries are listed under. */
  readonly app: string;
  /** `eureka.server.min-available-instances-for-peer-replication`. */
  readonly minAvailable: number;
}

/**
 * A replica is available while replication to it works. Before the first exchange it is judged as in Java: by
 * an instance of the own application on its host (complaint 11).
 */
export function replicaStatus(
  peers: PeersView,
  table: LeaseTable,
  { app, minAvailable }: ReplicaRules,
): ReplicaStatus {
  const views = peers.list();
  const isAvailable = (view: PeerView): boolean =>
    view.state === 'unknown' ? isListed(view, table, app) : view.state === 'up';
  const urls = (wanted: readonly PeerView[]): readonly string[] =>
    wanted.map(({ url }) => `${url}/`);
  const available = views.filter(isAvailable);
  return {
    registeredReplicas: urls(views),
    availableReplicas: urls(available),
    unavailableReplicas: urls(views.filter((view) => !isAvailable(view))),
    ...(minAvailable >= 0 && { isHealthy: available.length >= minAvailable }),
  };
}

function isListed({ url }: PeerView, table: LeaseTable, ownApp: string): boolean {
  const { hostname } = new URL(url);
  return [...table.of(ownApp)].some(({ instance }) => instance.hostName === hostname);
}
