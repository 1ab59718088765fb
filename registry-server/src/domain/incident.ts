import type { Cause, Origin } from './cause.ts';
import type { Lease } from './lease.ts';

/** What a command met that changed no lease, for the journal and the counters. */
export type Incident =
  | {
      /** A renewal came after at least one was missed. */
      readonly kind: 'renewed-late';
      readonly lease: Lease;
      /** Time since the renewal or registration before. */
      readonly silentMs: number;
      readonly origin: Origin;
    }
  | {
      /** A renewal of an instance that is not registered. */
      readonly kind: 'unknown-renewed';
      readonly app: string;
      readonly instanceId: string;
      readonly origin: Origin;
    }
  | {
      /** A cancellation of an instance that is not registered. */
      readonly kind: 'unknown-cancelled';
      readonly app: string;
      readonly instanceId: string;
      readonly cause: Cause;
    };
