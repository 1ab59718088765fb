import type { ConfigKey, ConfigState } from '@vernal/protocol/bus';
import { configKeyText } from '../domain/config-query.ts';
import { RecentMap } from '../domain/recent-map.ts';
import type { KnownKey } from '../ports/key-store.ts';

/** Bounds what the bus can make the server remember. */
const MAX_STATES = 10_000;

/** The commit of each key that was announced last, by whichever config server on the bus. */
export class AnnouncedStates {
  readonly #states = new RecentMap<string, ConfigState>(MAX_STATES);

  note(state: ConfigState): void {
    this.#states.set(configKeyText(state), state);
  }

  find(key: ConfigKey): ConfigState | undefined {
    return this.#states.get(configKeyText(key));
  }

  /** What another server announced of a key since, if that is the revision: it needs no second announcement. */
  alreadyTold(known: KnownKey, revision: string): KnownKey | undefined {
    const state = this.find(known);
    const isNews = state?.commit === revision && state.changedAt > known.changedAt;
    return isNews ? knownFrom(state) : undefined;
  }
}

/** A key that this server was never asked for, as another one announced it. */
export function knownFrom({ commit, ...state }: ConfigState): KnownKey {
  return { ...state, revision: commit, announced: commit, told: true };
}
