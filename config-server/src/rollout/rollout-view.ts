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
    const latest = latestChanges(knownKeys.all());
    return book
      .all()
      .map((one) => instanceRow(one, announcedTo(one, knownKeys, latest), overdueBeforeMs))
      .toSorted((left, right) => compareTexts(orderOf(left), orderOf(right)));
  }
}

/** By what the instance says that it asks for, else by the change of its application that was announced last. */
function announcedTo(
  { application, profiles, label = '' }: Acknowledgement,
  knownKeys: KnownKeys,
  latest: ReadonlyMap<string, KnownKey>,
): KnownKey | undefined {
  if (profiles !== undefined) {
    return knownKeys.get({ application, profiles, label: label === '' ? null : label });
  }
  return latest.get(application);
}

/** By application. */
function latestChanges(keys: readonly KnownKey[]): ReadonlyMap<string, KnownKey> {
  const latest = new Map<string, KnownKey>();
  for (const key of keys) {
    for (const application of namesOf(key.application)) {
      const known = latest.get(application);
      if (known === undefined || known.changedAt < key.changedAt) latest.set(application, key);
    }
  }
  return latest;
}

function orderOf({ application, busId }: InstanceRow): string {
  return `${application} ${busId}`;
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
