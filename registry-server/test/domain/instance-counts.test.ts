import assert from 'node:assert/strict';
import { InstanceCounts } from '../../src/domain/instance-counts.ts';
import { sampleInstance } from '../sample-instance.ts';
import { CLIENT, createRegistry } from './registry-fixture.ts';

describe('the counts of instances', () => {
  it('follow registrations, changes of status, and instances that leave', () => {
    const { registry } = createRegistry();
    const counts = new InstanceCounts(registry);
    const shown = () =>
      Object.fromEntries(
        [...counts.byApplication()].map(([app, byStatus]) => [app, Object.fromEntries(byStatus)]),
      );
    assert.deepEqual(shown(), {});
    registry.register(sampleInstance(), CLIENT);
    registry.register(sampleInstance({ instanceId: 'n2' }), CLIENT);
    registry.register(sampleInstance({ app: 'BILLING', instanceId: 'b1' }), CLIENT);
    assert.deepEqual(shown(), { ORDERS: { UP: 2 }, BILLING: { UP: 1 } });
    registry.overrideStatus('ORDERS', 'n1', { status: 'OUT_OF_SERVICE', cause: CLIENT });
    registry.cancel('BILLING', 'b1', CLIENT);
    assert.deepEqual(shown(), { ORDERS: { OUT_OF_SERVICE: 1, UP: 1 } });
    assert.deepEqual(Object.fromEntries(counts.total()), { OUT_OF_SERVICE: 1, UP: 1 });
  });

  it('include what was restored, which is no change', () => {
    const { registry } = createRegistry();
    const counts = new InstanceCounts(registry);
    assert.equal(counts.total().size, 0);
    registry.restore([sampleInstance()], 0);
    assert.deepEqual(Object.fromEntries(counts.total()), { UP: 1 });
  });
});
