import { Histogram } from 'prom-client';

const NAME = 'http_server_requests_seconds';
const HELP = 'Answered HTTP requests and how long they took';
const LABELS = ['method', 'uri', 'status', 'outcome'] as const;
const BUCKETS = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10];

/** What a request is counted under. */
export type RequestLabels = Readonly<Record<(typeof LABELS)[number], string>>;

/** A value as prom-client keeps it inside: with the labels that all values of its series share. */
interface SharedValue {
  readonly metricName: string;
  readonly labels: { readonly le?: string };
  readonly sharedLabels: RequestLabels;
  readonly value: number;
}

interface HistogramValues {
  readonly name: string;
  readonly help: string;
  readonly type: 'histogram';
  readonly aggregator: 'sum';
  readonly values: readonly SharedValue[];
}

/** Requests with the same labels. */
export class RequestSeries {
  readonly labels: RequestLabels;
  /** How many took at most as long as each bucket says, and longer than the bucket before; the last has no end. */
  readonly #counts = new Array<number>(BUCKETS.length + 1).fill(0);
  #sumSeconds = 0;

  constructor(labels: RequestLabels) {
    this.labels = labels;
  }

  observe(seconds: number): void {
    let bucket = 0;
    while (seconds > (BUCKETS[bucket] ?? Number.POSITIVE_INFINITY)) bucket += 1;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sumSeconds += seconds;
  }

  /** As Prometheus counts: each bucket holds those before it. */
  values(): readonly SharedValue[] {
    const sharedLabels = this.labels;
    let count = 0;
    const buckets = this.#counts.map((inBucket, index) => {
      count += inBucket;
      const le = String(BUCKETS[index] ?? '+Inf');
      return { metricName: `${NAME}_bucket`, labels: { le }, sharedLabels, value: count };
    });
    return [
      ...buckets,
      { metricName: `${NAME}_sum`, labels: {}, sharedLabels, value: this.#sumSeconds },
      { metricName: `${NAME}_count`, labels: {}, sharedLabels, value: count },
    ];
  }
}

/**
 * The histogram of prom-client, filled by series that are counted in place: its own way to a series, by the
 * text of its labels, would cost more than finding out what a heartbeat is about.
 */
export class RequestTimes extends Histogram {
  readonly #series: RequestSeries[] = [];

  /** Not registered anywhere yet. */
  constructor() {
    super({ name: NAME, help: HELP, labelNames: LABELS, buckets: BUCKETS, registers: [] });
  }

  series(labels: RequestLabels): RequestSeries {
    const series = new RequestSeries(labels);
    this.#series.push(series);
    return series;
  }

  /** What prom-client asks a histogram for, whether it writes text or values. */
  getForPromString(): Promise<HistogramValues> {
    const values = this.#series.flatMap((series) => series.values());
    return Promise.resolve({
      name: NAME,
      help: HELP,
      type: 'histogram',
      aggregator: 'sum',
      values,
    });
  }
}
