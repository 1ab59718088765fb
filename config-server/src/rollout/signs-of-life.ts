import type { Clock } from '@vernal/core';
import type { Acknowledgement, Acknowledger } from '@vernal/protocol/bus';
import { RecentMap } from '../domain/recent-map.ts';

/** Bounds what the bus can make the server remember. */
const MAX_INSTANCES = 50_000;
/** Instances repeat their schema every ten minutes: one that was not heard of for so long is gone, or off the bus. */
const SILENCE_MS = 30 * 60_000;
const NEVER = 0;

/** An instance, and when it said something. */
type Sign = Acknowledger & Pick<Acknowledgement, 'at'>;

/**
 * When instances were last heard of. One that published its schema repeats it for as long as it lives; of others
 * nothing is known between two changes.
 */
export class SignsOfLife {
  readonly #clock: Clock;
  readonly #schemasAt = new RecentMap<string, number>(MAX_INSTANCES);
  /** Whose acknowledgement was taken off the broker, and when one came back. */
  readonly #returnedAt = new RecentMap<string, number>(MAX_INSTANCES);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Called with each schema. A clock that is ahead keeps no instance alive for longer. */
  note({ at, ...by }: Sign): void {
    this.#schemasAt.set(idOf(by), Math.min(at, this.#clock.now()));
  }

  /** Called when the acknowledgement of an instance was taken off the broker. */
  noteWithdrawal(by: Acknowledger): void {
    this.#returnedAt.set(idOf(by), NEVER);
  }

  /** Called with each acknowledgement: after a withdrawal it is no retained one, so that its instance lives. */
  noteAcknowledgement(by: Acknowledger): void {
    const id = idOf(by);
    if (this.#returnedAt.get(id) !== undefined) this.#returnedAt.set(id, this.#clock.now());
  }

  /** Called when an instance took its schema back. */
  forget(by: Acknowledger): void {
    this.#schemasAt.delete(idOf(by));
  }

  /** Whether an instance that goes on repeating its schema has ceased to, for so long. */
  hasCeased(by: Acknowledger, forMs: number): boolean {
    const schemaAt = this.#schemasAt.get(idOf(by));
    return schemaAt !== undefined && this.#isPast(schemaAt, Math.max(forMs, SILENCE_MS));
  }

  /** Whether nothing was heard of an instance since its acknowledgement, and that is so long ago, or in the future. */
  isSilent(said: Sign, forMs: number): boolean {
    const isAhead = said.at > this.#clock.now() + forMs;
    const id = idOf(said);
    const schemaAt = this.#schemasAt.get(id) ?? NEVER;
    const returnedAt = this.#returnedAt.get(id) ?? NEVER;
    return this.#isPast(Math.max(isAhead ? NEVER : said.at, schemaAt, returnedAt), forMs);
  }

  #isPast(at: number, forMs: number): boolean {
    return at <= this.#clock.now() - forMs;
  }
}

function idOf({ application, busId }: Acknowledger): string {
  return JSON.stringify([application, busId]);
}
