import type { Clock } from '@vernal/core';

/** A check that fails sooner costs the request that waits for it nothing. */
const SLOW_CHECK_MS = 1_000;
const FIRST_PAUSE_MS = { quick: 500, slow: 5_000 } as const;
const LONGEST_PAUSE_MS = 30_000;
/** Polls are put off by failures up to this factor. */
const LONGEST_BACKOFF = 10;

/**
 * Keeps requests from waiting for a remote that is bad: after each failure in a row they are served from memory
 * at once for twice as long. A first failure that was quick costs nothing, so that a passing one goes unnoticed.
 */
export class RemoteBreaker {
  readonly #clock: Clock;
  #failures = 0;
  #openUntil = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isOpen(): boolean {
    return this.#clock.now() < this.#openUntil;
  }

  /** How much longer than usual polls should wait: 1 while the remote is well. */
  get backoff(): number {
    return Math.min(2 ** this.#failures, LONGEST_BACKOFF);
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openUntil = 0;
  }

  /** @param tookMs how long the check that failed took */
  failed(tookMs: number): void {
    this.#failures += 1;
    if (tookMs >= SLOW_CHECK_MS) this.#open(FIRST_PAUSE_MS.slow * 2 ** (this.#failures - 1));
    else if (this.#failures > 1) this.#open(FIRST_PAUSE_MS.quick * 2 ** (this.#failures - 2));
  }

  /** A request's time was up while its check still waits or runs. */
  keptWaiting(): void {
    this.#open(FIRST_PAUSE_MS.slow);
  }

  #open(pauseMs: number): void {
    const until = this.#clock.now() + Math.min(pauseMs, LONGEST_PAUSE_MS);
    this.#openUntil = Math.max(this.#openUntil, until);
  }
}
