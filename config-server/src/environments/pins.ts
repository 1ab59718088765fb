import type { Lifecycle } from '@vernal/core';
import { namesOf } from '../domain/config-query.ts';
import { type Pin, type PinnedPlace, pinnedPlaceText } from '../domain/pins.ts';
import type { PinStore } from '../ports/pin-store.ts';

/** What a label resolver asks about each label. */
export interface PinnedCommits {
  /** Changes whenever anything is pinned or released. */
  readonly stamp: string;
  /** Those that the first pinned application of a comma list stays at; none when none is pinned. */
  commitsOf(applications: string, label: string): readonly string[];
}

/** Every label means its newest commit. */
export const nothingPinned: PinnedCommits = { stamp: '', commitsOf: () => [] };

/** The pins of the operators, in memory, and kept in a store. */
export class Pins implements Lifecycle, PinnedCommits {
  readonly #store: PinStore;
  readonly #pins = new Map<string, Pin>();
  #changes = 0;

  constructor(store: PinStore) {
    this.#store = store;
  }

  get stamp(): string {
    return String(this.#changes);
  }

  async start(): Promise<void> {
    await this.#store.start();
    for (const pin of await this.#store.all()) this.#pins.set(pinnedPlaceText(pin), pin);
  }

  stop(): Promise<void> {
    return this.#store.stop();
  }

  all(): readonly Pin[] {
    return [...this.#pins.values()];
  }

  find(applications: string, label: string): Pin | undefined {
    if (this.#pins.size === 0) return undefined;
    const places = namesOf(applications).map((application) => ({ application, label }));
    return places.map((place) => this.#pins.get(pinnedPlaceText(place))).find(Boolean);
  }

  commitsOf(applications: string, label: string): readonly string[] {
    return this.find(applications, label)?.commits ?? [];
  }

  /** Kept first: what an operator was told is in force stays so after a restart. */
  async put(pin: Pin): Promise<void> {
    await this.#store.save(pin);
    this.#pins.set(pinnedPlaceText(pin), pin);
    this.#changes += 1;
  }

  async remove(place: PinnedPlace): Promise<void> {
    await this.#store.remove(place);
    this.#pins.delete(pinnedPlaceText(place));
    this.#changes += 1;
  }
}
