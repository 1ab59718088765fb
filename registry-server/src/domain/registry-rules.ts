import type { SelfPreservationRules } from './self-preservation.ts';

/** What an operator can decide about the registry; see `registry-options.ts` for names and defaults. */
export interface RegistryRules {
  readonly selfPreservation: SelfPreservationRules;
  /** How long a change stays in the delta. */
  readonly deltaRetentionMs: number;
  /** Whether a heartbeat with a newer dirty timestamp makes the client register again. */
  readonly syncWhenTimestampDiffers: boolean;
  /** How many clients are expected to renew when the registry starts empty. */
  readonly defaultOpenForTrafficCount: number;
}
