import type { Bus } from '@vernal/bus';
import {
  type Cancel,
  type Lifecycle,
  type Logger,
  messageOf,
  type Timers,
  turnOfOthers,
} from '@vernal/core';
import type { ConfigState } from '@vernal/protocol/bus';
import type { Backends } from '../backends/backends.ts';
import { configKeyText } from '../domain/config-query.ts';
import type { AnnouncedStates } from '../environments/announced-states.ts';
import type { CommitsInForce } from '../environments/commits-in-force.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { KnownKey } from '../ports/key-store.ts';

/** As many are followed before other requests get their turn: a server that joins hears the states of all keys at once. */
const STATES_AT_ONCE = 20;
/** Bounds what the bus can make the server do later. */
const MAX_WAITING = 10_000;

/** What is learned from the other config servers, over what. */
export interface StateSharingParts {
  readonly bus: Pick<Bus, 'onAnyState' | 'onRepositoryChange'>;
  readonly announcedStates: AnnouncedStates;
  readonly backends: Backends;
  readonly knownKeys: KnownKeys;
  readonly commitsInForce: CommitsInForce;
  /** Asks all remotes, and tells whom it concerns. */
  readonly lookNow: () => Promise<void>;
  readonly timers: Timers;
  readonly logger: Logger;
}

/**
 * Several config servers behind one address: a commit that one announces is fetched by the others, and the keys that
 * one was asked for are known to all, so that any of them can go on alone (design decision 5).
 */
export class StateSharing implements Lifecycle {
  readonly #parts: StateSharingParts;
  readonly #cancels: Cancel[] = [];
  /** By key: of several states the last one counts. */
  readonly #waiting = new Map<string, ConfigState>();
  #isFollowing = false;
  #begun = 0;

  constructor(parts: StateSharingParts) {
    this.#parts = parts;
  }

  start(): Promise<void> {
    const { bus, lookNow } = this.#parts;
    this.#cancels.push(
      bus.onAnyState((state) => this.#hear(state)),
      // Of a push that is held back, or that changes nothing for anybody, there is no state.
      bus.onRepositoryChange(() => this.#inBackground(lookNow(), '')),
    );
    return Promise.resolve();
  }

  stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel();
    this.#waiting.clear();
    return Promise.resolve();
  }

  #hear(state: ConfigState): void {
    this.#parts.announcedStates.note(state);
    if (this.#waiting.size < MAX_WAITING) this.#waiting.set(configKeyText(state), state);
    if (!this.#isFollowing) void this.#followAll();
  }

  /** Begins with one after the other, waits for none: that of another repository may take its time. */
  async #followAll(): Promise<void> {
    this.#isFollowing = true;
    for (const [keyText, state] of this.#waiting) {
      this.#waiting.delete(keyText);
      this.#inBackground(this.#follow(state), state.application);
      this.#begun += 1;
      if (this.#begun % STATES_AT_ONCE === 0) await turnOfOthers(this.#parts.timers);
    }
    this.#isFollowing = false;
  }

  async #follow(state: ConfigState): Promise<void> {
    const { backends, knownKeys, commitsInForce } = this.#parts;
    const known = knownKeys.get(state);
    if (known?.announced === state.commit) return this.#agree(known, state);
    if (await this.#lacks(state)) await backends.fetchFor(state);
    await commitsInForce.settle(state);
  }

  /** Of those who announced the same at once the last one counts, which is the same for all on the broker. */
  async #agree(known: KnownKey, { changedKeys, changedAt, eventId }: ConfigState): Promise<void> {
    // The own event has yet to go out, and is known by its id until then.
    if (!known.told) return;
    if (known.changedAt === changedAt && known.eventId === eventId) return;
    await this.#parts.knownKeys.save({ ...known, changedKeys, changedAt, eventId });
  }

  async #lacks(state: ConfigState): Promise<boolean> {
    const repositories = (await this.#parts.backends.open(state)).map((one) => one.repository);
    for (const commit of state.commit.split(',')) {
      const found = await Promise.all(repositories.map((one) => one.commitOf(commit)));
      if (found.every((one) => one === undefined)) return true;
    }
    return false;
  }

  #inBackground(following: Promise<void>, application: string): void {
    following.catch((error: unknown) => {
      const fields = { application, error: messageOf(error) };
      this.#parts.logger.warn('could not follow another config server', fields);
    });
  }
}
