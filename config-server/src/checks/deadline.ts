import type { Clock } from '@vernal/core';
import type { PushDeadline } from '../ports/push-check.ts';

/** Until when a check may go on. */
export class Deadline implements PushDeadline {
  readonly #clock: Clock;
  readonly #endsAt: number;
  readonly #signal: AbortSignal | undefined;

  /** @param signal ends it early */
  constructor(clock: Clock, limitMs: number, signal?: AbortSignal) {
    this.#signal = signal;
    this.#clock = clock;
    this.#endsAt = clock.now() + limitMs;
  }

  get passed(): boolean {
    return this.#signal?.aborted === true || this.#clock.now() >= this.#endsAt;
  }
}
