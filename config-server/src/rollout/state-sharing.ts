import type { Bus } from '@vernal/bus';
import { type Cancel, type Lifecycle, type Logger, messageOf } from '@vernal/core';
import type { ConfigState } from '@vernal/protocol/bus';
import type { Backends } from '../backends/backends.ts';
import type { AnnouncedStates } from '../environments/announced-states.ts';
import type { CommitsInForce } from '../environments/commits-in-force.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { KnownKey } from '../ports/key-store.ts';

/** What is learned from the other config servers, over what. */
export interface StateSharingParts {
  readonly bus: Pick<Bus, 'onAnyState' | 'onRepositoryChange'>;
  readonly announcedStates: AnnouncedStates;
  readonly backends: Backends;
  readonly knownKeys: KnownKeys;
  readonly commitsInForce: CommitsInForce;
  /** Asks all remotes, and tells whom it concerns. */
  readonly lookNow: () => Promise<void>;
  readonly logger: Logger;
}

/**
 * Several config servers behind one address: a commit that one announces is fetched by the others, and the keys that
 * one was asked for are known to all, so that any of them can go on alone (design decision 5).
 */
export class StateSharing implements Lifecycle {
  readonly #parts: StateSharingParts;
  readonly #cancels: Cancel[] = [];

  constructor(parts: StateSharingParts) {
    this.#parts = parts;
  }

  start(): Promise<void> {
    const { bus, announcedStates, lookNow } = this.#parts;
    this.#cancels.push(
      bus.onAnyState((state) => {
        announcedStates.note(state);
        this.#inBackground(this.#follow(state), state.application);
      }),
      // Of a push that is held back, or that changes nothing for anybody, there is no state.
      bus.onRepositoryChange(() => this.#inBackground(lookNow(), '')),
    );
    return Promise.resolve();
  }

  stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel();
    return Promise.resolve();
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
