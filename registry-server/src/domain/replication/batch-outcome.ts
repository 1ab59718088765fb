import type { ReplicationResult } from '@vernal/protocol/eureka';

/** What came of one batch. Problems never hold credentials. */
export type BatchOutcome =
  /** As many results as tasks, in their order. */
  | { readonly kind: 'answered'; readonly results: readonly ReplicationResult[] }
  /** 503, or silence: the peer has too much to do. */
  | { readonly kind: 'congested'; readonly problem: string }
  | { readonly kind: 'unreachable'; readonly problem: string }
  /** Any other status, or an answer that makes no sense. */
  | { readonly kind: 'refused'; readonly problem: string };

/** What became of a task, as counted in `vernal_replication_tasks_total`. */
export type TaskResult =
  | 'done'
  /** The peer did not know the instance, and a registration follows. */
  | 'repaired'
  /** The peer knew it better, and its state was taken over. */
  | 'adopted'
  | 'failed'
  | 'refused'
  | 'expired'
  /** Overflow of the buffer. */
  | 'dropped';
