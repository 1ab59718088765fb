import type { InstanceInfo, InstanceStatus } from '@vernal/protocol/eureka';
import type { Cause, Origin } from './cause.ts';

/** A heartbeat. */
export interface Renewal {
  readonly origin: Origin;
  /** Epoch ms; absent from clients that do not know it. */
  readonly lastDirtyTimestamp?: number | undefined;
  /** The override that a peer has for the instance. */
  readonly overriddenStatus?: InstanceStatus | undefined;
}

/** What a heartbeat met (eureka-protocol 4.3, 4.4). `outdated`: the registry's copy is the older one. */
export type RenewalResult =
  | { readonly kind: 'renewed' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'outdated' }
  | { readonly kind: 'conflict'; readonly instance: InstanceInfo };

/** What a command on one instance met. */
export type CommandResult = 'done' | 'unknown';

/** A command that puts a status in force or takes an override away. */
export interface StatusCommand {
  readonly status: InstanceStatus;
  readonly cause: Cause;
  /** Adopted when it is newer than the one stored. */
  readonly lastDirtyTimestamp?: number | undefined;
}

/** Metadata entries to add. */
export interface MetadataCommand {
  readonly entries: Readonly<Record<string, string>>;
  readonly cause: Cause;
}
