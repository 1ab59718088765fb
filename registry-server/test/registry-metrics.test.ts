import assert from 'node:assert/strict';
import { Registry as MetricRegistry } from 'prom-client';
import { InstanceCounts } from '../src/domain/instance-counts.ts';
import { registerRegistryMetrics } from '../src/registry-metrics.ts';
import { CLIENT, createRegistry } from './domain/registry-fixture.ts';
import { sampleInstance } from './sample-instance.ts';

/** A registry and a look at its metrics. */
function createMeasured() {
  const made = createRegistry();
  const metrics = new MetricRegistry();
  const { registry, time: clock } = made;
  const counts = new InstanceCounts(registry);
  registerRegistryMetrics(metrics, { registry, counts, clock });
  return { ...made, read: () => metrics.metrics() };
}

describe('the metrics of the registry', () => {
  it('count what became of each operation', async () => {
    const { registry, eviction, time, read } = createMeasured();
    const count = async (operation: string, result = 'ok') => {
      const labels = `{operation="${operation}",result="${result}"}`;
      const line = (await read()).split('\n').find((text) => text.includes(labels));
      return Number(line?.split(' ').at(-1));
    };
    assert.equal(await count('evict'), 0);
    registry.register(sampleInstance(), CLIENT);
    registry.renew('ORDERS', 'n1', { origin: 'client' });
    registry.renew('ORDERS', 'n9', { origin: 'client' });
    registry.cancel('ORDERS', 'n9', CLIENT);
    registry.overrideStatus('ORDERS', 'n1', { status: 'DOWN', cause: CLIENT });
    await time.advance(61_000);
    registry.renew('ORDERS', 'n1', { origin: 'client' });
    await time.advance(200_000);
    eviction.run();
    assert.equal(await count('register'), 1);
    assert.equal(await count('renew'), 2);
    assert.equal(await count('renew', 'late'), 1);
    assert.equal(await count('renew', 'unknown'), 1);
    assert.equal(await count('cancel', 'unknown'), 1);
    assert.equal(await count('change-status'), 1);
    assert.equal(await count('evict'), 1);
  });

  it('show instances by application and status, and drop what is gone', async () => {
    const { registry, read } = createMeasured();
    registry.register(sampleInstance(), CLIENT);
    registry.register(sampleInstance({ instanceId: 'n2', status: 'DOWN' }), CLIENT);
    const shown = await read();
    assert.match(shown, /eureka_server_instances\{application="ORDERS",status="UP"\} 1/);
    assert.match(shown, /eureka_server_instances\{application="ORDERS",status="DOWN"\} 1/);
    registry.cancel('ORDERS', 'n1', CLIENT);
    assert.doesNotMatch(await read(), /status="UP"/);
  });

  it('name counters as Prometheus does', async () => {
    const { read } = createMeasured();
    const counters = [...(await read()).matchAll(/# TYPE (\S+) counter/g)].map(([, name]) => name);
    assert.ok(counters.length > 0);
    for (const name of counters) assert.match(String(name), /_total$/);
  });
});
