import { type Rate, TokenBucket } from './token-bucket.ts';

/** What is fetched (eureka-protocol 1.10). */
export type FetchTarget = 'full' | 'delta' | 'application';

/** Eureka's limits for all clients together (1.10); a rate or burst of 0 or less is no limit, as in Java. */
export interface FetchLimitRules {
  readonly burst: number;
  readonly fetchesPerSecond: number;
  readonly fullFetchesPerSecond: number;
}

/** Keeps fetches of the registry from overloading it, full ones in particular. */
export class FetchLimit {
  readonly #all: TokenBucket | undefined;
  readonly #full: TokenBucket | undefined;

  constructor({ burst, fetchesPerSecond, fullFetchesPerSecond }: FetchLimitRules, nowMs: number) {
    this.#all = bucketOf({ burst, perSecond: fetchesPerSecond }, nowMs);
    this.#full = bucketOf({ burst, perSecond: fullFetchesPerSecond }, nowMs);
  }

  /** Counts a fetch; false when it is one too many. A full fetch counts twice, as in Java. */
  admits(target: FetchTarget, nowMs: number): boolean {
    const isWithinAll = this.#all?.take(nowMs) ?? true;
    if (target !== 'full') return isWithinAll;
    const isWithinFull = this.#full?.take(nowMs) ?? true;
    return isWithinAll && isWithinFull;
  }
}

function bucketOf(rate: Rate, nowMs: number): TokenBucket | undefined {
  return rate.burst > 0 && rate.perSecond > 0 ? new TokenBucket(rate, nowMs) : undefined;
}
