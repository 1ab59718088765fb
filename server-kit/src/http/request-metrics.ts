import { Histogram, type Registry as MetricRegistry } from 'prom-client';

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
 * `http_server_requests_seconds` with Spring's labels (console-and-observability 2.2). The child of each
 * combination of labels is kept, so that observing costs one look-up.
 */
export function createRequestMetrics(metrics: MetricRegistry): ObserveRequest {
  const histogram = new Histogram({
    name: 'http_server_requests_seconds',
    help: 'Answered HTTP requests and how long they took',
    labelNames: ['method', 'uri', 'status', 'outcome'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10],
    registers: [metrics],
  });
  const children = new Map<string, Histogram.Internal<string>>();

  return ({ method = '', route, status, seconds }) => {
    const key = `${method} ${status} ${route}`;
    let child = children.get(key);
    if (child === undefined) {
      const known = METHODS.has(method) ? method : 'OTHER';
      const outcome = OUTCOMES[Math.floor(status / 100)] ?? 'UNKNOWN';
      child = histogram.labels(known, route, String(status), outcome);
      if (known === method) children.set(key, child);
    }
    child.observe(seconds);
  };
}
