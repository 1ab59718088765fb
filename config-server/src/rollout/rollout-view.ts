import type { Clock } from '@vernal/core';
import type { Acknowledgement } from '@vernal/protocol/bus';
import { namesOf } from '../domain/config-query.ts';
import { type InstanceRow, instanceRow } from '../domain/rollout.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { KnownKey } from '../ports/key-store.ts';
import type { RolloutBook } from './rollout-book.ts';

/** What the view is made of. */
export interface RolloutViewParts {
  readonly book: RolloutBook;
  readonly knownKeys: KnownKeys;
  readonly clock: Clock;
  /** `vernal.config.rollout.late-after`. */
  readonly lateAfterMs: number;
}

/** The instances, and how far each has come. In an order that is the same on every server. */
export class RolloutView {
  readonly #parts: RolloutViewParts;

  constructor(parts: RolloutViewParts) {
    this.#parts = parts;
  }

  instances(): readonly InstanceRow[] {
    const { book, knownKeys, clock, lateAfterMs } = this.#parts;
    const overdueBeforeMs = clock.now() - lateAfterMs;
    const known = knownKeys.all();
    return book
      .all()
      .map((one) => instanceRow(one, announcedTo(one, knownKeys, known), overdueBeforeMs))
      .toSorted((left, right) => compareTexts(orderOf(left), orderOf(right)));
  }
}

/** By what the instance says that it asks for, else by the change of its application that was announced last. */
function announcedTo(
  { application, profiles, label = '' }: Acknowledgement,
  knownKeys: KnownKeys,
  all: readonly KnownKey[],
): KnownKey | undefined {
  if (profiles !== undefined) {
    return knownKeys.get({ application, profiles, label: label === '' ? null : label });
  }
  return all
    .filter((known) => namesOf(known.application).includes(application))
    .reduce<KnownKey | undefined>(
      (latest, known) => (latest && latest.changedAt >= known.changedAt ? latest : known),
      undefined,
    );
}

function orderOf({ application, busId }: InstanceRow): string {
  return `${application} ${busId}`;
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
