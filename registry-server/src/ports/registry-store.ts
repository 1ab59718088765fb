import type { InstanceInfo } from '@vernal/protocol/eureka';

/** Whether what is recorded outlives this process. */
export type StoreState =
  | { readonly kind: 'durable' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'degraded'; readonly problem: string };

/** What an earlier run left. */
export interface StoredRegistry {
  /** With their lease times and status overrides as they were served last. */
  readonly instances: readonly InstanceInfo[];
  /** Epoch ms of the last {@link RegistryStore.markAlive}; undefined when nothing tells. */
  readonly lastAliveMs: number | undefined;
}

/** Gives what the registry holds now, for a store that has to write everything anew: so it needs no copy. */
export type InstanceSource = () => Iterable<InstanceInfo>;

/** Keeps the instances of the registry with their status overrides. Heartbeats are not recorded. */
export interface RegistryStore {
  readonly state: StoreState;
  /**
   * Reads what an earlier run left; what can't be read is missing, and `state` says so.
   *
   * @throws VernalError when what is there was written by a program that is not known here
   */
  open(): Promise<StoredRegistry>;
  /** Records from now on: once, after `open()`, as soon as `source` gives what that left. Never rejects. */
  record(source: InstanceSource): Promise<void>;
  /** Keeps an instance in place of the one with the same application and id. Never throws. */
  save(instance: InstanceInfo): void;
  /** Forgets an instance. Never throws. */
  remove(app: string, instanceId: string): void;
  /**
   * Resolves when everything recorded until now was handed to the operating system, or can't be:
   * a store that fails goes on in memory and says so in `state`. Never rejects.
   */
  flushed(): Promise<void>;
  /** Notes that the registry works at this time, in epoch ms: its downtime counts from the last one. Never throws. */
  markAlive(nowMs: number): void;
  /** Writes what waits and releases everything. Safe twice, and without `open()`. */
  close(): Promise<void>;
}
