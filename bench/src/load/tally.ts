import { LOST } from './http-connection.ts';
import { Latencies, type LatencySummary } from './latencies.ts';

/** What came of a load. Each request that was sent is either answered well, refused or lost. */
export interface LoadResult {
  readonly sent: number;
  readonly refused: number;
  readonly lost: number;
  readonly requestsPerSecond: number;
  /** By kind of request. */
  readonly latencies: Readonly<Record<string, LatencySummary>>;
}

/** Counts requests and their answers while a load runs. */
export class Tally {
  readonly #latencies = new Latencies();
  readonly #startedAtMs = performance.now();
  #sent = 0;
  #answered = 0;
  #refused = 0;
  #lost = 0;

  countSent(): void {
    this.#sent += 1;
  }

  countAnswer(kind: string, status: number, sinceMs: number): void {
    this.#answered += 1;
    if (status === LOST) this.#lost += 1;
    else if (status < 200 || status > 299) this.#refused += 1;
    this.#latencies.record(kind, performance.now() - sinceMs);
  }

  /** Called once the last answer is in. */
  result(): LoadResult {
    const seconds = (performance.now() - this.#startedAtMs) / 1000;
    return {
      sent: this.#sent,
      refused: this.#refused,
      lost: this.#lost + this.#sent - this.#answered,
      requestsPerSecond: this.#answered / seconds,
      latencies: this.#latencies.summary(),
    };
  }
}
