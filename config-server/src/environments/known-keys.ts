import { type Lifecycle, type Logger, messageOf } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import { configKeyText } from '../domain/config-query.ts';
import type { KeyStore, KnownKey } from '../ports/key-store.ts';

/** How many keys are remembered. */
export interface KnownKeysRules {
  /** `vernal.config.max-known-keys`: bounds what callers can make the server remember by asking for names at random. */
  readonly limit: number;
  readonly logger: Logger;
}

/**
 * The keys that were ever asked for, with the commit in force of each. In memory, and kept in a store. Once there
 * are too many a new one is served like any other, but nobody is told of its changes: a caller who makes names up
 * must not push out those that services run with. A disk that is full keeps nobody from being served or told: what
 * could not be written is written with a later `flush()`.
 */
export class KnownKeys implements Lifecycle {
  readonly #store: KeyStore;
  readonly #rules: KnownKeysRules;
  readonly #keys = new Map<string, KnownKey>();
  /** Moved in memory only: revision by key. */
  readonly #unsaved = new Map<string, KnownKey>();
  /** What could not be written. */
  readonly #unwritten = new Set<string>();
  #turnedAway = 0;

  constructor(store: KeyStore, rules: KnownKeysRules) {
    this.#store = store;
    this.#rules = rules;
  }

  /** How often a key was asked for that there was no room for. */
  get turnedAway(): number {
    return this.#turnedAway;
  }

  async start(): Promise<void> {
    await this.#store.start();
    for (const known of await this.#store.all()) this.#keys.set(configKeyText(known), known);
  }

  async stop(): Promise<void> {
    await this.flush();
    await this.#store.stop();
  }

  all(): readonly KnownKey[] {
    return [...this.#keys.values()];
  }

  get(key: ConfigKey): KnownKey | undefined {
    return this.#keys.get(configKeyText(key));
  }

  /** Takes up a key that was asked for the first time; false when there is no room. */
  async meet(known: KnownKey): Promise<boolean> {
    if (this.#keys.size >= this.#rules.limit) {
      this.#turnAway();
      return false;
    }
    await this.save(known);
    return true;
  }

  async save(known: KnownKey): Promise<void> {
    const keyText = configKeyText(known);
    this.#keys.set(keyText, known);
    this.#unsaved.delete(keyText);
    await this.#write([known], () => this.#store.save(known));
  }

  /**
   * Notes that a key is at another revision with the same properties. Nobody has to be told, so that it is written
   * with the next `flush()`: a process that dies before finds it out again.
   */
  move(known: KnownKey, revision: string): void {
    const keyText = configKeyText(known);
    const moved = { ...known, revision };
    this.#keys.set(keyText, moved);
    this.#unsaved.set(keyText, moved);
  }

  /** Writes what was only noted, and what could not be written before. */
  async flush(): Promise<void> {
    await this.#writeAgain();
    const byRevision = new Map<string, KnownKey[]>();
    for (const known of this.#unsaved.values()) {
      const keys = byRevision.get(known.revision) ?? [];
      keys.push(known);
      byRevision.set(known.revision, keys);
    }
    this.#unsaved.clear();
    for (const [revision, keys] of byRevision) {
      await this.#write(keys, () => this.#store.change(keys, { revision }));
    }
  }

  /** Notes that the events were handed to the bus. */
  async markTold(eventIds: ReadonlySet<string>): Promise<void> {
    const told = this.all().filter((known) => !known.told && eventIds.has(known.eventId));
    if (told.length === 0) return;
    for (const known of told) this.#keys.set(configKeyText(known), { ...known, told: true });
    await this.#write(told, () => this.#store.change(told, { told: true }));
  }

  async #write(keys: readonly KnownKey[], write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (this.#unwritten.size === 0) {
        const problem = messageOf(error);
        this.#rules.logger.error('config keys can not be written: a restart may forget them', {
          problem,
        });
      }
      for (const known of keys) this.#unwritten.add(configKeyText(known));
    }
  }

  /** Ends with the first that fails again. */
  async #writeAgain(): Promise<void> {
    if (this.#unwritten.size === 0) return;
    for (const keyText of [...this.#unwritten]) {
      const known = this.#keys.get(keyText);
      const isWritten = known === undefined || (await this.#isWritten(known));
      if (!isWritten) return;
      this.#unwritten.delete(keyText);
    }
    this.#rules.logger.info('config keys are written again');
  }

  #isWritten(known: KnownKey): Promise<boolean> {
    return this.#store.save(known).then(
      () => true,
      () => false,
    );
  }

  #turnAway(): void {
    this.#turnedAway += 1;
    if (this.#turnedAway > 1) return;
    const { logger, limit } = this.#rules;
    logger.warn('too many config keys: nobody is told of changes of those that are new', { limit });
  }
}
