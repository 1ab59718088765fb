import type { Lifecycle } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import { configKeyText } from '../domain/config-query.ts';
import type { KeyStore, KnownKey } from '../ports/key-store.ts';

/** Bounds what a caller can make the server remember by asking for names at random. */
const MAX_KEYS = 10_000;

/** The keys that were ever asked for, with the commit in force of each. In memory, and kept in a store. */
export class KnownKeys implements Lifecycle {
  readonly #store: KeyStore;
  readonly #keys = new Map<string, KnownKey>();

  constructor(store: KeyStore) {
    this.#store = store;
  }

  async start(): Promise<void> {
    await this.#store.start();
    for (const known of await this.#store.all()) this.#keys.set(configKeyText(known), known);
  }

  stop(): Promise<void> {
    return this.#store.stop();
  }

  all(): readonly KnownKey[] {
    return [...this.#keys.values()];
  }

  get(key: ConfigKey): KnownKey | undefined {
    return this.#keys.get(configKeyText(key));
  }

  /** False for a new key when there are too many: it is served, but nobody is told of its changes. */
  hasRoomFor(key: ConfigKey): boolean {
    return this.#keys.size < MAX_KEYS || this.#keys.has(configKeyText(key));
  }

  async save(known: KnownKey): Promise<void> {
    this.#keys.set(configKeyText(known), known);
    await this.#store.save(known);
  }

  /** Notes that the events were handed to the bus. */
  async markTold(eventIds: ReadonlySet<string>): Promise<void> {
    const told = this.all().filter((known) => !known.told && eventIds.has(known.eventId));
    await Promise.all(told.map((known) => this.save({ ...known, told: true })));
  }
}
