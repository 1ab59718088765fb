import type { Applications, ReplicationRequest } from '@vernal/protocol/eureka';
import type { BatchOutcome } from '../domain/replication/batch-outcome.ts';

/** What came of a fetch. */
export type PeerFetch =
  | { readonly kind: 'ok'; readonly applications: Applications }
  | { readonly kind: 'failed'; readonly problem: string };

/** What came of a batch; `self` when the address leads back to this registry. */
export type ReplicateOutcome = BatchOutcome | { readonly kind: 'self' };

/** The conversation with one peer. Nothing here rejects, and no problem shows credentials. */
export interface PeerExchange {
  /** `POST peerreplication/batch/`. */
  replicate(requests: readonly ReplicationRequest[]): Promise<ReplicateOutcome>;
  /** `GET apps/`: everything that the peer has. */
  fetchAll(): Promise<PeerFetch>;
  /** `GET apps/delta`: what changed of late, and the hash code of everything. */
  fetchDelta(): Promise<PeerFetch>;
  /** Aborts what is under way. Safe twice. */
  close(): void;
}
