import assert from 'node:assert/strict';
import { CLIENT, PEER } from '../domain/registry-fixture.ts';
import { leaseOf, sampleInstance } from '../sample-instance.ts';
import { SimulatedCluster } from './simulated-cluster.ts';

/** Lists are not compared while a test runs, so that replication alone repairs. */
const NEVER_MS = 3_600_000;

describe('replication between registries', () => {
  it('brings a registration to every peer within a second, and not from there to others [eureka 97]', async () => {
    const cluster = new SimulatedCluster(['a', 'b', 'c']);
    cluster.at('a').registry.register(sampleInstance(), CLIENT);
    await cluster.time.advance(1_000);
    assert.deepEqual(cluster.at('b').received, ['Register n1']);
    assert.deepEqual(cluster.at('c').received, ['Register n1']);
    await cluster.time.advance(60_000);
    assert.deepEqual(cluster.at('a').received, []);
    assert.deepEqual(cluster.at('b').received, ['Register n1']);
  });

  it('puts an override in force at every peer, and not from there at others [eureka 96]', async () => {
    const cluster = new SimulatedCluster(['a', 'b', 'c']);
    cluster.at('a').registry.register(sampleInstance(), CLIENT);
    await cluster.time.advance(1_000);
    const out = { status: 'OUT_OF_SERVICE', cause: CLIENT } as const;
    cluster.at('b').registry.overrideStatus('ORDERS', 'n1', out);
    await cluster.time.advance(60_000);
    for (const name of ['a', 'c']) {
      const { received, registry } = cluster.at(name);
      assert.deepEqual(
        received.filter((task) => !task.startsWith('Register')),
        ['StatusUpdate n1'],
      );
      const known = registry.table.find('ORDERS', 'n1')?.instance;
      assert.equal(known?.overriddenStatus, 'OUT_OF_SERVICE');
    }
  });

  it('registers an instance with a peer that has forgotten it [eureka 100]', async () => {
    const cluster = new SimulatedCluster(['a', 'b'], NEVER_MS);
    cluster.runService('n1', 'a');
    await cluster.time.advance(5_000);
    const { received, registry } = cluster.at('b');
    const lease = registry.table.find('ORDERS', 'n1');
    assert.ok(lease);
    registry.evict(lease, PEER);
    received.length = 0;
    await cluster.time.advance(31_000);
    assert.deepEqual(received, ['Heartbeat n1', 'Register n1']);
    assert.equal(cluster.at('b').status('n1'), 'UP');
  });

  it('takes over from a peer what that knows better [eureka 101]', async () => {
    const cluster = new SimulatedCluster(['a', 'b'], NEVER_MS);
    cluster.network.split(['a'], ['b']);
    const { registry } = cluster.at('a');
    registry.register(sampleInstance({ lastDirtyTimestamp: 1_000, ...leaseOf(90) }), CLIENT);
    const newer = { lastDirtyTimestamp: 2_000, metadata: { colour: 'blue' } };
    cluster.at('b').registry.register(sampleInstance(newer), CLIENT);
    await cluster.time.advance(40_000);
    cluster.network.heal();
    registry.renew('ORDERS', 'n1', { origin: 'client' });
    await cluster.time.advance(1_000);
    const known = registry.table.find('ORDERS', 'n1')?.instance;
    assert.deepEqual([known?.lastDirtyTimestamp, known?.metadata], [2_000, { colour: 'blue' }]);
    assert.deepEqual(cluster.at('b').received, ['Heartbeat n1']);
  });
});
