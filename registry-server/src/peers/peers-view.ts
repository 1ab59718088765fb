/** What is known of the way to a peer. `unknown`: nothing was sent yet. */
export type PeerState = 'unknown' | 'up' | 'congested' | 'unreachable' | 'refusing';

/** How replication to one peer goes. */
export interface PeerView {
  /** Host and port. */
  readonly name: string;
  /** Without credentials. */
  readonly url: string;
  readonly state: PeerState;
  /** Tasks that wait or are under way. */
  readonly queue: number;
  /** Age of the oldest of them; 0 without any. */
  readonly lagMs: number;
  /** Absent while the last exchange was good. Never holds credentials. */
  readonly lastError?: string;
  /** Epoch ms of the last good exchange; absent before the first. */
  readonly lastSuccessMs?: number;
  /** Whether both list the same, by hash code; absent until they were compared. */
  readonly sameHash?: boolean;
}

/** The other registries of the cluster, for status, health, metrics and dashboard. */
export interface PeersView {
  /** In the order of the configuration; empty without peers. */
  list(): readonly PeerView[];
}
