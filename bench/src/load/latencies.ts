import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** Latencies of requests of one kind, in milliseconds. */
export interface LatencySummary {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const NS_PER_MS = 1e6;

/** Collects how long requests took, by kind, in memory that does not grow with their number. */
export class Latencies {
  readonly #kinds = new Map<string, RecordableHistogram>();

  record(kind: string, elapsedMs: number): void {
    let histogram = this.#kinds.get(kind);
    if (histogram === undefined) {
      histogram = createHistogram();
      this.#kinds.set(kind, histogram);
    }
    histogram.record(Math.max(1, Math.round(elapsedMs * NS_PER_MS)));
  }

  summary(): Readonly<Record<string, LatencySummary>> {
    return Object.fromEntries([...this.#kinds].map(([kind, found]) => [kind, summaryOf(found)]));
  }
}

function summaryOf(histogram: RecordableHistogram): LatencySummary {
  return {
    count: histogram.count,
    p50Ms: histogram.percentile(50) / NS_PER_MS,
    p99Ms: histogram.percentile(99) / NS_PER_MS,
    maxMs: histogram.max / NS_PER_MS,
  };
}
