import type { Cause } from './cause.ts';
import type { Lease } from './lease.ts';

/** What happened to a lease; all but `override-changed` stand in the delta. */
export interface LeaseChange {
  readonly kind: 'registered' | 'status-changed' | 'override-changed' | 'cancelled' | 'evicted';
  readonly lease: Lease;
  readonly cause: Cause;
}
