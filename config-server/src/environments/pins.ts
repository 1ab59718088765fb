import type { Cancel, Lifecycle } from '@vernal/core';
import type { PinDecision, PinPlace } from '@vernal/protocol/bus';
import { namesOf } from '../domain/config-query.ts';
import { isPin, type NewDecision, type Pin, pinnedPlaceText, supersedes } from '../domain/pins.ts';
import type { PinStore } from '../ports/pin-store.ts';

/** Bounds what other servers can make this one keep. */
const MAX_LEARNED = 10_000;

/** What a label resolver asks about each label. */
export interface PinnedCommits {
  /** Changes whenever anything is pinned or released. */
  readonly stamp: string;
  /** Those that the first pinned application of a comma list stays at; none when none is pinned. */
  commitsOf(applications: string, label: string): readonly string[];
}

/** Every label means its newest commit. */
export const nothingPinned: PinnedCommits = { stamp: '', commitsOf: () => [] };

/** The decisions of the operators, in memory, and kept in a store. A release is kept, too: it must win over older pins. */
export class Pins implements Lifecycle, PinnedCommits {
  readonly #store: PinStore;
  readonly #decisions = new Map<string, PinDecision>();
  readonly #pins = new Map<string, Pin>();
  readonly #listeners = new Set<(decision: PinDecision) => void>();
  /** Changes are made one after the other: each is compared with the one before. */
  #lastChange: Promise<unknown> = Promise.resolve();
  #changes = 0;

  constructor(store: PinStore) {
    this.#store = store;
  }

  get stamp(): string {
    return String(this.#changes);
  }

  async start(): Promise<void> {
    await this.#store.start();
    for (const decision of await this.#store.all()) this.#putInForce(decision);
  }

  async stop(): Promise<void> {
    await this.#lastChange.catch(() => undefined);
    await this.#store.stop();
  }

  /** What is pinned. */
  all(): readonly Pin[] {
    return [...this.#pins.values()];
  }

  /** The latest decision about each place, releases included. */
  decisions(): readonly PinDecision[] {
    return [...this.#decisions.values()];
  }

  find(applications: string, label: string): Pin | undefined {
    if (this.#pins.size === 0) return undefined;
    const places = namesOf(applications).map((application) => ({ application, label }));
    return places.map((place) => this.#pins.get(pinnedPlaceText(place))).find(Boolean);
  }

  commitsOf(applications: string, label: string): readonly string[] {
    return this.find(applications, label)?.commits ?? [];
  }

  /** Puts a decision of this server in force, and tells whoever listens. */
  async decide(decision: NewDecision): Promise<PinDecision> {
    const decided = await this.#inTurn(async () => {
      const revision = (this.#latest(decision)?.revision ?? 0) + 1;
      return this.#keep({ ...decision, revision });
    });
    for (const receive of this.#listeners) receive(decided);
    return decided;
  }

  /**
   * Puts a decision of another server in force, unless a better one is known. Returns what is in force then;
   * undefined when there are too many already.
   */
  learn(decision: PinDecision): Promise<PinDecision | undefined> {
    return this.#inTurn(async () => {
      const latest = this.#latest(decision);
      if (latest !== undefined && !supersedes(decision, latest)) return latest;
      const isTooMany = latest === undefined && this.#decisions.size >= MAX_LEARNED;
      return isTooMany ? undefined : this.#keep(decision);
    });
  }

  /** Called with each decision of this server. */
  onDecision(receive: (decision: PinDecision) => void): Cancel {
    this.#listeners.add(receive);
    return () => this.#listeners.delete(receive);
  }

  #latest(place: PinPlace): PinDecision | undefined {
    return this.#decisions.get(pinnedPlaceText(place));
  }

  /** Kept first: what an operator was told is in force stays so after a restart. */
  async #keep(decision: PinDecision): Promise<PinDecision> {
    await this.#store.save(decision);
    this.#putInForce(decision);
    return decision;
  }

  #putInForce(decision: PinDecision): void {
    const place = pinnedPlaceText(decision);
    this.#decisions.set(place, decision);
    if (isPin(decision)) this.#pins.set(place, decision);
    else this.#pins.delete(place);
    this.#changes += 1;
  }

  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const changed = this.#lastChange.catch(() => undefined).then(change);
    this.#lastChange = changed;
    return changed;
  }
}
