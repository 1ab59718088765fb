import type { Lifecycle } from '@vernal/core';
import type { InstanceInfo } from '@vernal/protocol/eureka';

/** Whether what is recorded outlives this process. */
export type StoreState =
  | { readonly kind: 'durable' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'degraded'; readonly problem: string };

/** Keeps the instances of the registry. Heartbeats are not recorded. */
export interface RegistryStore extends Lifecycle {
  readonly state: StoreState;
  /** What is kept; empty before `start()`. */
  load(): Promise<readonly InstanceInfo[]>;
  /** Keeps an instance in place of the one with the same application and id. Never throws. */
  save(instance: InstanceInfo): void;
  /** Forgets an instance. Never throws. */
  remove(app: string, instanceId: string): void;
  /**
   * Resolves when everything recorded until now was handed to the operating system, or can't be:
   * a store that fails goes on in memory and says so in `state`. Never rejects.
   */
  flushed(): Promise<void>;
}
