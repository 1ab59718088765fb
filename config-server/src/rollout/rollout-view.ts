import type { Clock } from '@vernal/core';
import type { Acknowledgement } from '@vernal/protocol/bus';
import { namesOf } from '../domain/config-query.ts';
import { type InstanceRow, instanceRow } from '../domain/rollout.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { KnownKey } from '../ports/key-store.ts';
import { inTurns } from './in-turns.ts';
import type { RolloutBook } from './rollout-book.ts';

/** What the view is made of. */
export interface RolloutViewParts {
  readonly book: RolloutBook;
  readonly knownKeys: Pick<KnownKeys, 'all' | 'get'>;
  readonly clock: Clock;
  readonly turnOfOthers: () => Promise<void>;
  /** `vernal.config.rollout.late-after`. */
  readonly lateAfterMs: number;
}

/** The instances, and how far each has come. */
export class RolloutView {
  readonly #parts: RolloutViewParts;

  constructor(parts: RolloutViewParts) {
    this.#parts = parts;
  }

  /** What the instances said last, by application and instance: in the same order on every server. */
  acknowledgements(): readonly Acknowledgement[] {
    return this.#parts.book.all();
  }

  /** What that makes of each. Takes some microseconds for each. */
  rowsOf(acknowledgements: readonly Acknowledgement[]): InstanceRow[] {
    const { clock, lateAfterMs } = this.#parts;
    const overdueBeforeMs = clock.now() - lateAfterMs;
    const announcedTo = this.#announcements(acknowledgements);
    return acknowledgements.map((one) => instanceRow(one, announcedTo(one), overdueBeforeMs));
  }

  /** All instances in their order, a slice at a time: of a large fleet requests would have to wait for it. */
  async *slices(): AsyncGenerator<readonly InstanceRow[]> {
    for await (const slice of inTurns(this.acknowledgements(), this.#parts.turnOfOthers)) {
      yield this.rowsOf(slice);
    }
  }

  /** By what the instance says that it asks for, else by the change of its application that was announced last. */
  #announcements(acknowledgements: readonly Acknowledgement[]) {
    const { knownKeys } = this.#parts;
    const silent = acknowledgements.filter(({ profiles }) => profiles === undefined);
    const applications = new Set(silent.map(({ application }) => application));
    const latest = latestChanges(knownKeys, applications);
    return ({ application, profiles, label = '' }: Acknowledgement) =>
      profiles === undefined
        ? latest.get(application)
        : knownKeys.get({ application, profiles, label: label === '' ? null : label });
  }
}

/** By application, of those that are asked for. What was never announced by an event is a key that was only met. */
function latestChanges(
  knownKeys: Pick<KnownKeys, 'all'>,
  applications: ReadonlySet<string>,
): ReadonlyMap<string, KnownKey> {
  const latest = new Map<string, KnownKey>();
  if (applications.size === 0) return latest;
  const announced = knownKeys.all().filter(({ eventId }) => eventId !== '');
  for (const key of announced) {
    for (const application of applicationsOf(key)) {
      const known = latest.get(application);
      const isLater = known === undefined || known.changedAt < key.changedAt;
      if (isLater && applications.has(application)) latest.set(application, key);
    }
  }
  return latest;
}

/** There are thousands of keys, and few of several applications. */
function applicationsOf({ application }: KnownKey): readonly string[] {
  return application.includes(',') ? namesOf(application) : [application];
}
