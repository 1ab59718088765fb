import type { Clock } from '@vernal/core';

/** Until when a check may go on. */
export class Deadline {
  readonly #clock: Clock;
  readonly #endsAt: number;

  constructor(clock: Clock, limitMs: number) {
    this.#clock = clock;
    this.#endsAt = clock.now() + limitMs;
  }

  get passed(): boolean {
    return this.#clock.now() >= this.#endsAt;
  }
}
