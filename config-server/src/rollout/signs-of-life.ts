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
  readonly #schemas = new RecentMap<string, Sign>(MAX_INSTANCES);
  /** Whose acknowledgement was taken off the broker, and when one came back. */
  readonly #returnedAt = new RecentMap<string, number>(MAX_INSTANCES);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Called with each schema. A clock that is ahead keeps no instance alive for longer. */
  note({ application, busId, at }: Sign): void {
    const heardAt = Math.min(at, this.#clock.now());
    this.#schemas.set(idOf({ application, busId }), { application, busId, at: heardAt });
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
    this.#schemas.delete(idOf(by));
  }

  /** Instances that have ceased to repeat their schema, for so long. */
  ceased(forMs: number): readonly Acknowledger[] {
    const silenceMs = Math.max(forMs, SILENCE_MS);
    return this.#schemas.values().filter(({ at }) => this.#isPast(at, silenceMs));
  }

  /** Whether nothing was heard of an instance since its acknowledgement, and that is so long ago, or in the future. */
  isSilent(said: Sign, forMs: number): boolean {
    const isAhead = said.at > this.#clock.now() + forMs;
    const id = idOf(said);
    const schemaAt = this.#schemas.get(id)?.at ?? NEVER;
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
