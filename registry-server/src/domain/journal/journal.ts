import type { Clock } from '@vernal/core';
import { Listeners } from '../listeners.ts';
import type { JournalEntry, JournalEvent } from './journal-event.ts';
import { Ring } from './ring.ts';

/** More than ever come within a millisecond on average, so that ids of a later run are higher. */
const IDS_PER_MS = 1_000;

/** What the journal has beyond an id. */
export type JournalPage =
  | { readonly kind: 'next'; readonly event: JournalEvent }
  /** Events after the id are gone, or the id was never given: the oldest one kept goes on after `resumeAfter`. */
  | { readonly kind: 'gap'; readonly resumeAfter: number }
  | { readonly kind: 'end' };

/** The newest events of the registry, in memory, for operators and for readers that resume where they were. */
export class Journal {
  readonly events = new Listeners<JournalEvent>();
  readonly #ring: Ring<JournalEvent>;
  readonly #clock: Clock;
  readonly #firstId: number;

  /** @param capacity how many events are kept */
  constructor(capacity: number, clock: Clock) {
    this.#ring = new Ring(capacity);
    this.#clock = clock;
    this.#firstId = clock.now() * IDS_PER_MS + 1;
  }

  record(entry: JournalEntry): void {
    const id = this.#firstId + this.#ring.pushed;
    const event = { id, atMs: this.#clock.now(), ...entry };
    this.#ring.push(event);
    this.events.tell(event);
  }

  /** The id of the newest event; before the first one, an id that resumes without a gap. */
  get lastId(): number {
    return this.#firstId + this.#ring.pushed - 1;
  }

  /** An id after which everything follows that is kept. */
  get beginning(): number {
    return this.#firstId + this.#ring.oldest - 1;
  }

  /** What follows an id. */
  after(id: number): JournalPage {
    if (id === this.lastId) return { kind: 'end' };
    const event = this.#ring.at(id + 1 - this.#firstId);
    if (event !== undefined) return { kind: 'next', event };
    return { kind: 'gap', resumeAfter: this.beginning };
  }

  /** All that is kept. */
  newestFirst(): Iterable<JournalEvent> {
    return this.#ring.newestFirst();
  }
}
