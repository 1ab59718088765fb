import type { InstanceStatus } from '@vernal/protocol/eureka';
import type { Lease } from './lease.ts';

/** A command that was given here and done, as peers must hear of it (eureka-protocol 5.2). */
export type LocalCommand =
  | { readonly kind: 'register' | 'renew' | 'cancel'; readonly lease: Lease }
  | {
      readonly kind: 'override-status' | 'remove-override';
      readonly lease: Lease;
      /** The status put in force. */
      readonly status: InstanceStatus;
    };
