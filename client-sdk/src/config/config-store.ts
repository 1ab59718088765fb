import type { Cancel } from '@vernal/core';
import { changedKeys } from '@vernal/protocol/config';
import type { ConfigChange } from '../events/config-events.ts';
import { clientError } from '../runtime/client-error.ts';
import type { BoundConfig, Origin } from './bind-config.ts';
import type { ConfigListener } from './live-config.ts';
import { shareStructure } from './structural-sharing.ts';

/** Holds what is in force and tells listeners when it changes. */
export class ConfigStore<Config> {
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<ConfigListener<Config>>();
  #bound: BoundConfig | undefined;
  #version: string | undefined;
  #revision = 0;
  #telling: Promise<void> = Promise.resolve();

  /** @param onError told what a listener threw */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  get loaded(): boolean {
    return this.#bound !== undefined;
  }

  get version(): string | undefined {
    return this.#version;
  }

  /** Grows with every change of a value. */
  get revision(): number {
    return this.#revision;
  }

  get current(): Config {
    if (this.#bound === undefined) {
      throw clientError('CONFIG_UNAVAILABLE', 'no configuration is loaded; call start() first');
    }
    // The schema that made this value is the one that the type was inferred from.
    return this.#bound.value as Config;
  }

  originOf(name: string): Origin | undefined {
    return this.#bound?.originOf(name);
  }

  onChange(listen: ConfigListener<Config>): Cancel {
    this.#listeners.add(listen);
    return () => {
      this.#listeners.delete(listen);
    };
  }

  /** Puts a configuration in force; gives the changed keys, all of them at the first time. */
  replace(next: BoundConfig, version: string | undefined): readonly string[] {
    const previous = this.#bound;
    const keys = changedKeys(previous?.properties ?? new Map(), next.properties);
    this.#bound = { ...next, value: shareStructure(previous?.value, next.value) };
    this.#version = version;
    if (keys.length > 0) this.#revision += 1;
    return keys;
  }

  /**
   * Tells the listeners, after those of the change before. Nobody waits for them, so that a listener may
   * itself ask for a refresh.
   */
  tell(previous: Config, change: ConfigChange): void {
    const next = this.current;
    this.#telling = this.#telling.then(() => this.#tellAll(next, previous, change));
  }

  /** A listener that throws stops no other and undoes nothing (client-sdk 66). */
  async #tellAll(next: Config, previous: Config, change: ConfigChange): Promise<void> {
    for (const listen of [...this.#listeners]) {
      try {
        await listen(next, previous, change);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
