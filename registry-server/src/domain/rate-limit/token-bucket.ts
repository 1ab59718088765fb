/** How much may happen. */
export interface Rate {
  /** How many are let through at once after a pause. */
  readonly burst: number;
  /** How many a second in the long run. */
  readonly perSecond: number;
}

/** A store of permissions that fills evenly and never holds more than a burst; full at first. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #filledAtMs: number;

  constructor(rate: Rate, nowMs: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#filledAtMs = nowMs;
  }

  /** Takes a permission; false when there is none. */
  take(nowMs: number): boolean {
    const { burst, perSecond } = this.#rate;
    // A clock that was set back must not empty the bucket.
    const passedMs = Math.max(0, nowMs - this.#filledAtMs);
    this.#tokens = Math.min(burst, this.#tokens + (passedMs * perSecond) / 1_000);
    this.#filledAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** In how many ms the next permission is there. */
  waitMs(): number {
    return Math.max(0, ((1 - this.#tokens) / this.#rate.perSecond) * 1_000);
  }
}
