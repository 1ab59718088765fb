import type { Random } from '@vernal/core';

const FIRST_CEILING_MS = 100;
const LAST_CEILING_MS = 2_000;

/**
 * Pauses between attempts to connect: full jitter below a ceiling that doubles from 100 ms to 2 s, so
 * that a thousand participants come back spread out and each within two seconds and its attempt.
 */
export class Backoff {
  readonly #random: Random;
  #ceilingMs = FIRST_CEILING_MS;

  constructor(random: Random) {
    this.#random = random;
  }

  /** The next pause in milliseconds, at least 1. */
  nextMs(): number {
    const pauseMs = 1 + this.#random.below(this.#ceilingMs);
    this.#ceilingMs = Math.min(this.#ceilingMs * 2, LAST_CEILING_MS);
    return pauseMs;
  }

  /** Called when a connection has proved to hold. */
  reset(): void {
    this.#ceilingMs = FIRST_CEILING_MS;
  }
}
