import type { PreservationMode } from '../domain/self-preservation.ts';
import type { VerificationCounts } from '../domain/verification/verification-counts.ts';

/** The numbers that self-preservation decides by. */
export interface PreservationFacts {
  readonly mode: PreservationMode;
  /** `off`: `eureka.server.enable-self-preservation=false`. `suspended`: the arithmetic lets nothing expire. */
  readonly state: 'off' | 'evicting' | 'suspended';
  readonly instances: number;
  readonly expiredInstances: number;
  /** Who is expected to renew: in mode `verified` all that are listed. */
  readonly expectedClients: number;
  /** What they should send in a minute. */
  readonly expectedRenewals: number;
  readonly renewalsLastMinute: number;
  /** Renewals per minute that must be exceeded. */
  readonly threshold: number;
  /** Expired instances that are kept after they were asked; absent in mode `eureka`. */
  readonly kept?: VerificationCounts;
}
