import type { InstanceInfo } from '@vernal/protocol/eureka';

/** Asks the peers what is registered, before this registry opens (eureka-protocol 5.5). */
export interface StartupSync {
  /** The whole registry of the first peer that answers; undefined when there is no peer or none answered. Never rejects. */
  fetch(): Promise<readonly InstanceInfo[] | undefined>;
}
