import type { Clock } from '@vernal/core';
import type { Acknowledgement, Acknowledger } from '@vernal/protocol/bus';
import { RecentMap } from '../domain/recent-map.ts';

/** Bounds what the bus can make the server remember. */
const MAX_INSTANCES = 50_000;
/** Instances repeat their schema every ten minutes: one that was not heard of for so long is gone, or off the bus. */
const SILENCE_MS = 30 * 60_000;
const NEVER = 0;
/** No schema says so of itself. */
const TAKEN_BACK = -1;

/** An instance, and when it said something. */
type Sign = Acknowledger & Pick<Acknowledgement, 'at'>;

/**
 * When instances were last heard of. One that published its schema repeats it for as long as it lives; of others
 * nothing is known between two changes.
 */
export class SignsOfLife {
  readonly #clock: Clock;
  readonly #schemas = new RecentMap<string, Sign>(MAX_INSTANCES);
  /** What the last schema of each said of its own time: a retained one that arrives again says the same. */
  readonly #published = new RecentMap<string, number>(MAX_INSTANCES);
  /** Whose acknowledgement was taken off the broker, and when one came back. */
  readonly #returnedAt = new RecentMap<string, number>(MAX_INSTANCES);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Called with each schema. The first one of an instance may be retained since long ago, so that its own time counts; a
   * clock that is ahead keeps no instance alive for longer. One that differs from the last in its time is news: its
   * instance lives, whatever its clock says.
   */
  note({ application, busId, at }: Sign): void {
    const id = idOf({ application, busId });
    const before = this.#published.get(id);
    if (before === at) return;
    const now = this.#clock.now();
    this.#published.set(id, at);
    const heardAt = before === undefined ? Math.min(at, now) : now;
    this.#schemas.set(id, { application, busId, at: heardAt });
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

  /** Called when the schema of an instance was taken off the broker: a later one is no retained one. */
  forget(by: Acknowledger): void {
    const id = idOf(by);
    this.#schemas.delete(id);
    this.#published.set(id, TAKEN_BACK);
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
