import type { InstanceStatus } from '@vernal/protocol/eureka';
import type { Origin } from '../cause.ts';

/** What the journal tells of. */
export const JOURNAL_EVENT_TYPES = [
  'registered',
  'renewed-after-miss',
  'status-changed',
  'override-changed',
  'cancelled',
  'evicted',
] as const;
export type JournalEventType = (typeof JOURNAL_EVENT_TYPES)[number];

/** What is to be noted about an instance. */
export interface JournalEntry {
  readonly type: JournalEventType;
  /** Upper-case. */
  readonly app: string;
  readonly instanceId: string;
  /** The status since then. */
  readonly status: InstanceStatus;
  /** Who caused it; see `Cause`. */
  readonly actor: string;
  readonly origin: Origin;
  readonly reason?: string;
}

/** An entry with its place in the journal. */
export interface JournalEvent extends JournalEntry {
  /** Rises from event to event, across restarts too, without gaps within a run. */
  readonly id: number;
  /** Epoch ms. */
  readonly atMs: number;
}
