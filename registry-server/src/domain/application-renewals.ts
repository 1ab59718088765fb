import { RenewalRate } from './renewal-rate.ts';

/** Renewals of the last complete minute of each application; counting one costs a look-up and no memory. */
export class ApplicationRenewals {
  readonly #startMs: number;
  readonly #rates = new Map<string, RenewalRate>();

  /** @param startMs when the first minute begins, for all alike */
  constructor(startMs: number) {
    this.#startMs = startMs;
  }

  count(app: string, nowMs: number): void {
    let rate = this.#rates.get(app);
    if (rate === undefined) {
      rate = new RenewalRate(this.#startMs);
      this.#rates.set(app, rate);
    }
    rate.count(nowMs);
  }

  /** 0 for one that never renewed. */
  lastMinute(app: string, nowMs: number): number {
    return this.#rates.get(app)?.lastMinute(nowMs) ?? 0;
  }

  /** Forgets an application that is listed no longer. */
  forget(app: string): void {
    this.#rates.delete(app);
  }
}
