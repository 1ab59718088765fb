import type { Clock } from '@vernal/core';

/** A check that fails sooner costs the request that waits for it nothing. */
const SLOW_CHECK_MS = 1_000;
const SLOW_PAUSE_MS = 5_000;
/** A remote is left alone for this part of the time that it has been failing for, */
const PAUSED_PART = 0.1;
/** but for no longer. */
const LONGEST_PAUSE_MS = 30_000;

/**
 * Keeps requests from waiting for a remote that is bad: they are served from memory at once, for longer the longer it
 * is bad. Of a failure that is quick and soon over nobody notices anything.
 */
export class RemoteBreaker {
  readonly #clock: Clock;
  #failingSince: number | undefined;
  #openUntil = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isOpen(): boolean {
    return this.#clock.now() < this.#openUntil;
  }

  /** Epoch ms of the first failure in a row; undefined while the remote is well. */
  get failingSince(): number | undefined {
    return this.#failingSince;
  }

  succeeded(): void {
    this.#failingSince = undefined;
    this.#openUntil = 0;
  }

  /** @param tookMs how long the check that failed took */
  failed(tookMs: number): void {
    const now = this.#clock.now();
    this.#failingSince ??= now;
    const pauseMs = (now - this.#failingSince) * PAUSED_PART;
    this.#open(tookMs >= SLOW_CHECK_MS ? Math.max(pauseMs, SLOW_PAUSE_MS) : pauseMs);
  }

  /** A request's time was up while its check still waits or runs. */
  keptWaiting(): void {
    this.#open(SLOW_PAUSE_MS);
  }

  #open(pauseMs: number): void {
    const until = this.#clock.now() + Math.min(pauseMs, LONGEST_PAUSE_MS);
    this.#openUntil = Math.max(this.#openUntil, until);
  }
}
