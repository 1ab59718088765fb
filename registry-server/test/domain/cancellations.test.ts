import assert from 'node:assert/strict';
import { sampleInstance } from '../sample-instance.ts';
import { CLIENT, createRegistry, PEER } from './registry-fixture.ts';

describe('a registration after a cancellation', () => {
  it('is dropped when it is the DOWN of a stopping service that comes late [eureka 110]', () => {
    for (const cause of [CLIENT, PEER]) {
      const { registry, time } = createRegistry();
      registry.register(sampleInstance({ lastDirtyTimestamp: time.now() - 60_000 }), CLIENT);
      registry.cancel('ORDERS', 'n1', CLIENT);
      const late = { status: 'DOWN', lastDirtyTimestamp: time.now() - 5 } as const;
      registry.register(sampleInstance(late), cause);
      assert.equal(registry.table.size, 0);
    }
  });

  it('is taken when the service starts again, whatever its timestamp [eureka 79]', () => {
    const { registry } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    registry.cancel('ORDERS', 'n1', CLIENT);
    registry.register(sampleInstance(), CLIENT);
    assert.equal(registry.table.find('ORDERS', 'n1')?.instance.status, 'UP');
    registry.register(sampleInstance({ status: 'DOWN' }), CLIENT);
    assert.equal(registry.table.find('ORDERS', 'n1')?.instance.status, 'DOWN');
  });

  it('is taken when it is newer than the cancellation, DOWN or not', () => {
    const { registry, time } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    registry.cancel('ORDERS', 'n1', CLIENT);
    const newer = { status: 'DOWN', lastDirtyTimestamp: time.now() + 1 } as const;
    registry.register(sampleInstance(newer), CLIENT);
    assert.equal(registry.table.size, 1);
  });

  it('is taken of another instance, whatever stands in the names of both', () => {
    const { registry } = createRegistry();
    registry.register(sampleInstance({ app: 'A', instanceId: 'B/C' }), CLIENT);
    registry.cancel('A', 'B/C', CLIENT);
    registry.register(sampleInstance({ app: 'A/B', instanceId: 'C', status: 'DOWN' }), CLIENT);
    assert.equal(registry.table.find('A/B', 'C')?.instance.status, 'DOWN');
  });

  it('is taken once the moment is over', async () => {
    const { registry, time } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    registry.cancel('ORDERS', 'n1', CLIENT);
    await time.advance(10_001);
    registry.register(sampleInstance({ status: 'DOWN' }), CLIENT);
    assert.equal(registry.table.size, 1);
  });
});
