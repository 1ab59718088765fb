import type { Lifecycle } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';

/** What the server knows of one config key: kept, so that a restart knows whom to tell. */
export interface KnownKey extends ConfigKey {
  /** The commit in force; a comma list when the label is one. */
  readonly revision: string;
  /** The commit last announced: those between changed nothing for this key. */
  readonly announced: string;
  /** Names of the keys that changed with `announced`; empty for the first. */
  readonly changedKeys: readonly string[];
  /** Epoch ms at which `announced` came in force. */
  readonly changedAt: number;
  /** Id of the refresh event of `announced`. */
  readonly eventId: string;
  /** False until the event of `announced` was handed to the bus. */
  readonly told: boolean;
}

/** What changes for many keys alike. */
export type SharedChange = Partial<Pick<KnownKey, 'revision' | 'told'>>;

/** Keeps the known keys across restarts. */
export interface KeyStore extends Lifecycle {
  all(): Promise<readonly KnownKey[]>;
  /** Resolves when the record was handed to the operating system. */
  save(known: KnownKey): Promise<void>;
  /** Changes many records in one step; keys without a record stay without one. */
  change(keys: readonly ConfigKey[], change: SharedChange): Promise<void>;
}
