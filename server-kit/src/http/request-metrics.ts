import type { Registry as MetricRegistry } from 'prom-client';
import { type RequestSeries, RequestTimes } from './request-times.ts';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']);
const OUTCOMES = [
  'UNKNOWN',
  'INFORMATIONAL',
  'SUCCESS',
  'REDIRECTION',
  'CLIENT_ERROR',
  'SERVER_ERROR',
];

/** One answered request. */
interface AnsweredRequest {
  readonly method: string | undefined;
  /** The route's template, never a path with values in it: labels must stay few. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** Counts and times answered requests. */
export type ObserveRequest = (answered: AnsweredRequest) => void;

/**
 * `http_server_requests_seconds` with Spring's labels (console-and-observability 2.2). The series of each
 * combination of labels is kept, so that observing costs three look-ups.
 */
export function createRequestMetrics(metrics: MetricRegistry): ObserveRequest {
  const times = new RequestTimes();
  metrics.registerMetric(times);
  const routes = new Map<string, Map<string, Map<number, RequestSeries>>>();

  return ({ method = '', route, status, seconds }) => {
    const known = METHODS.has(method) ? method : 'OTHER';
    const methods = entryOf(routes, route, () => new Map<string, Map<number, RequestSeries>>());
    const statuses = entryOf(methods, known, () => new Map<number, RequestSeries>());
    const series = entryOf(statuses, status, () => {
      const outcome = OUTCOMES[Math.floor(status / 100)] ?? 'UNKNOWN';
      return times.series({ method: known, uri: route, status: String(status), outcome });
    });
    series.observe(seconds);
  };
}

function entryOf<Key, Value>(entries: Map<Key, Value>, key: Key, make: () => Value): Value {
  let entry = entries.get(key);
  if (entry === undefined) {
    entry = make();
    entries.set(key, entry);
  }
  return entry;
}
