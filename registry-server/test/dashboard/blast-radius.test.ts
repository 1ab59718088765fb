import assert from 'node:assert/strict';
import { blastRadius } from '../../src/dashboard/blast-radius.ts';
import { CLIENT, createRegistry } from '../domain/registry-fixture.ts';
import { sampleInstance } from '../sample-instance.ts';

describe('the blast radius of taking an instance out of service', () => {
  it('counts what remains UP, not what is down anyway', () => {
    const { registry } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    registry.register(sampleInstance({ instanceId: 'n2' }), CLIENT);
    registry.register(sampleInstance({ instanceId: 'n3', status: 'DOWN' }), CLIENT);
    assert.deepEqual(blastRadius(registry.table, 'ORDERS', 'n1'), {
      total: 3,
      up: 2,
      remaining: 1,
    });
    assert.deepEqual(blastRadius(registry.table, 'ORDERS', 'n3'), {
      total: 3,
      up: 2,
      remaining: 2,
    });
  });
});
