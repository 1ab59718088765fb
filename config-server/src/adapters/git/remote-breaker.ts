import type { Clock } from '@vernal/core';

/** A check that fails sooner costs the request that waits for it nothing. */
const SLOW_CHECK_MS = 1_000;
const SLOW_PAUSE_MS = 5_000;
/** A remote is left alone for this part of the time that it has been failing for, */
const PAUSED_PART = 0.1;
/** but for no longer. */
const LONGEST_PAUSE_MS = 30_000;

/** So many failures in a row, or one that is slow, are no hiccup. */
const OUTAGE_FAILURES = 5;

/**
 * Keeps requests from waiting for a remote that is bad: they are served from memory at once, for longer the longer it
 * is bad. While it rests it is left alone. In an outage requests don't wait for as long again, but lead to a check
 * aside, so that in a fleet that keeps asking nobody waits for a remote that is away. Of a failure that is quick and
 * soon over nobody notices anything.
 */
export class RemoteBreaker {
  readonly #clock: Clock;
  #failingSince: number | undefined;
  #failures = 0;
  #restsUntil = 0;
  #openUntil = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether requests are to be served without waiting. */
  get isOpen(): boolean {
    return this.#clock.now() < this.#openUntil;
  }

  /** Whether the remote is to be left alone. */
  get isResting(): boolean {
    return this.#clock.now() < this.#restsUntil;
  }

  /** Epoch ms of the first failure in a row; undefined while the remote is well. */
  get failingSince(): number | undefined {
    return this.#failingSince;
  }

  succeeded(): void {
    this.#failingSince = undefined;
    this.#failures = 0;
    this.#restsUntil = 0;
    this.#openUntil = 0;
  }

  /** @param tookMs how long the check that failed took */
  failed(tookMs: number): void {
    const now = this.#clock.now();
    this.#failingSince ??= now;
    this.#failures += 1;
    const isSlow = tookMs >= SLOW_CHECK_MS;
    const pauseMs = (now - this.#failingSince) * PAUSED_PART;
    const restMs = Math.min(Math.max(pauseMs, isSlow ? SLOW_PAUSE_MS : 0), LONGEST_PAUSE_MS);
    const isOutage = isSlow || this.#failures >= OUTAGE_FAILURES;
    this.#open(restMs, isOutage ? restMs : 0);
  }

  /** A request's time was up while its check still waits or runs. */
  keptWaiting(): void {
    this.#open(SLOW_PAUSE_MS, SLOW_PAUSE_MS);
  }

  /** @param asideMs for how much longer than it rests nobody waits for it */
  #open(restMs: number, asideMs: number): void {
    const restsUntil = this.#clock.now() + restMs;
    this.#restsUntil = Math.max(this.#restsUntil, restsUntil);
    this.#openUntil = Math.max(this.#openUntil, restsUntil + asideMs);
  }
}
