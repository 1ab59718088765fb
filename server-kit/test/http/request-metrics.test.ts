import assert from 'node:assert/strict';
import { Registry } from 'prom-client';
import { createRequestMetrics } from '../../src/http/request-metrics.ts';

describe('the metric of answered requests', () => {
  it('is a histogram as Prometheus reads it, each bucket with those before it', async () => {
    const metrics = new Registry();
    const observe = createRequestMetrics(metrics);
    for (const seconds of [0.001, 0.004, 3, 60]) {
      observe({ method: 'PUT', route: 'hot', status: 200, seconds });
    }
    const text = await metrics.metrics();
    const labels = 'method="PUT",uri="hot",status="200",outcome="SUCCESS"';
    const counts = ['0.001', '0.005', '2.5', '10', '+Inf'].map((le) => {
      const start = `http_server_requests_seconds_bucket{le="${le}",${labels}} `;
      return text
        .split('\n')
        .find((line) => line.startsWith(start))
        ?.slice(start.length);
    });
    assert.deepEqual(counts, ['1', '2', '2', '3', '4']);
    assert.ok(text.includes('# TYPE http_server_requests_seconds histogram'));
    assert.ok(text.includes(`http_server_requests_seconds_sum{${labels}} 63.005`));
    assert.ok(text.includes(`http_server_requests_seconds_count{${labels}} 4`));
  });

  it('has one series for all methods that are none', async () => {
    const metrics = new Registry();
    const observe = createRequestMetrics(metrics);
    for (const method of ['BREW', 'STEEP', undefined]) {
      observe({ method, route: 'UNKNOWN', status: 405, seconds: 0 });
    }
    const [histogram] = await metrics.getMetricsAsJSON();
    const counts = histogram?.values.filter(
      (value) => 'metricName' in value && value.metricName === 'http_server_requests_seconds_count',
    );
    assert.deepEqual(
      counts?.map(({ labels, value }) => [labels['method'], value]),
      [['OTHER', 3]],
    );
  });
});
