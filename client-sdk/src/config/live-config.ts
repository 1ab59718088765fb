import type { Cancel } from '@vernal/core';
import type { ConfigChange, ConfigRejected } from '../events/config-events.ts';
import type { Origin } from './bind-config.ts';
import type { Path, PathValue } from './path.ts';

/** Told of a change after it is in force. */
export type ConfigListener<Config> = (
  next: Config,
  previous: Config,
  change: ConfigChange,
) => void | Promise<void>;

/** A part of the configuration that can be watched on its own. */
export interface ConfigSlice<Value> {
  readonly value: Value;
  /** Called when the value is no longer deeply equal. */
  onChange(listen: (value: Value, previous: Value) => void): Cancel;
}

/** Configuration that is always valid, frozen, and replaced as a whole when it changes. */
export interface LiveConfig<Config> {
  /** The configuration in force. Throws `CONFIG_UNAVAILABLE` before `start()` has found one. */
  readonly current: Config;
  /** One value by its path, `get('pricing.taxRate')`. */
  get<P extends Path<Config>>(path: P): PathValue<Config, P>;
  /** Where a property comes from; undefined when no source has it, such as a default of the schema. */
  origin(path: string): Origin | undefined;
  /** Called after each change, in the order of registration, each awaited before the next. */
  onChange(listen: ConfigListener<Config>): Cancel;
  select<Value>(read: (config: Config) => Value): ConfigSlice<Value>;
  /**
   * Fetches and applies now; gives the keys that changed. Calls made during a fetch share the next one.
   *
   * @throws VernalError `CONFIG_UNAVAILABLE` or `CONFIG_INVALID`; the configuration in force stays
   */
  refresh(): Promise<readonly string[]>;
  /** The commit in force; undefined when none came from a server. */
  readonly version: string | undefined;
  /** Why the latest version was not taken; undefined when it was. */
  readonly lastError: ConfigRejected | undefined;
}
