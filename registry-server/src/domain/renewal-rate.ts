const BUCKET_MS = 60_000;

/** Counts renewals per minute; what counts is the last complete minute (eureka-protocol 4.8). */
export class RenewalRate {
  #bucketStartMs: number;
  #current = 0;
  #previous = 0;
  #total = 0;

  /** @param startMs when the first minute begins */
  constructor(startMs: number) {
    this.#bucketStartMs = startMs;
  }

  count(nowMs: number): void {
    this.#rollTo(nowMs);
    this.#current += 1;
    this.#total += 1;
  }

  lastMinute(nowMs: number): number {
    this.#rollTo(nowMs);
    return this.#previous;
  }

  /** All since the start. */
  get total(): number {
    return this.#total;
  }

  #rollTo(nowMs: number): void {
    const minutes = Math.floor((nowMs - this.#bucketStartMs) / BUCKET_MS);
    if (minutes <= 0) return;
    this.#previous = minutes === 1 ? this.#current : 0;
    this.#current = 0;
    this.#bucketStartMs += minutes * BUCKET_MS;
  }
}
