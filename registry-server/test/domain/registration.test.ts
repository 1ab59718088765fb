import assert from 'node:assert/strict';
import { sampleInstance } from '../sample-instance.ts';
import { CLIENT, createRegistry } from './registry-fixture.ts';

describe('registering', () => {
  it('lists the instance as ADDED with the times of this server', () => {
    const { registry, time } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    const lease = registry.findVisible('ORDERS', 'n1');
    assert.equal(lease?.instance.actionType, 'ADDED');
    assert.equal(lease.instance.lastUpdatedTimestamp, time.now());
    assert.equal(lease.registeredAtMs, time.now());
  });

  it('takes newer data of an instance it knows [eureka 30]', () => {
    const { registry } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    const newer = sampleInstance({ lastDirtyTimestamp: 2_000, metadata: { color: 'green' } });
    registry.register(newer, CLIENT);
    const metadata = registry.findVisible('ORDERS', 'n1')?.instance.metadata;
    assert.deepEqual(metadata, { color: 'green' });
  });

  it('keeps what it has when older data comes, but renews the lease [eureka 31]', async () => {
    const { registry, time } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    await time.advance(5_000);
    const older = sampleInstance({ lastDirtyTimestamp: 500, metadata: { color: 'red' } });
    registry.register(older, CLIENT);
    const lease = registry.findVisible('ORDERS', 'n1');
    assert.deepEqual(lease?.instance.metadata, {});
    assert.equal(lease.lastUpdateMs, time.now());
  });

  it('takes the incoming data on equal timestamps [eureka 32]', () => {
    const { registry } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    registry.register(sampleInstance({ metadata: { color: 'red' } }), CLIENT);
    const metadata = registry.findVisible('ORDERS', 'n1')?.instance.metadata;
    assert.deepEqual(metadata, { color: 'red' });
  });

  it('keeps when the service went up and starts the registration anew [eureka 33]', async () => {
    const { registry, time } = createRegistry();
    const firstMs = time.now();
    registry.register(sampleInstance(), CLIENT);
    await time.advance(5_000);
    registry.register(sampleInstance(), CLIENT);
    const lease = registry.findVisible('ORDERS', 'n1');
    assert.equal(lease?.serviceUpAtMs, firstMs);
    assert.equal(lease.registeredAtMs, time.now());
  });

  it('adds metadata to an instance, and knows none that is not registered [eureka 66]', () => {
    const { registry } = createRegistry();
    registry.register(sampleInstance({ metadata: { a: '1' } }), CLIENT);
    assert.equal(
      registry.updateMetadata('ORDERS', 'n1', { entries: { color: 'green' }, cause: CLIENT }),
      'done',
    );
    const metadata = registry.findVisible('ORDERS', 'n1')?.instance.metadata;
    assert.deepEqual(metadata, { a: '1', color: 'green' });
    assert.equal(
      registry.updateMetadata('ORDERS', 'n2', { entries: {}, cause: CLIENT }),
      'unknown',
    );
  });

  it('forgets a cancelled instance at once; a second time it is unknown [eureka 67, 68]', () => {
    const { registry, told } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    assert.equal(registry.cancel('ORDERS', 'n1', CLIENT), 'done');
    assert.equal(registry.cancel('ORDERS', 'n1', CLIENT), 'unknown');
    assert.deepEqual([...registry.table.names()], []);
    assert.deepEqual(told, ['registered', 'cancelled']);
  });
});

describe('restoring what an earlier run kept', () => {
  it('gives every instance a full lease and no place in the delta', async () => {
    const { registry, eviction, time, told } = createRegistry();
    registry.restore([sampleInstance(), sampleInstance({ instanceId: 'n2' })]);
    assert.equal(registry.table.size, 2);
    assert.deepEqual([...registry.recentChanges.names()], []);
    assert.deepEqual(told, []);
    await time.advance(90_000);
    assert.equal(eviction.run(), 0);
    await time.advance(1);
    assert.equal(eviction.run(), 1);
  });

  it('keeps overrides in force', () => {
    const { registry } = createRegistry();
    const overridden = { status: 'OUT_OF_SERVICE', overriddenStatus: 'OUT_OF_SERVICE' } as const;
    registry.restore([sampleInstance(overridden)]);
    registry.register(sampleInstance({ lastDirtyTimestamp: 2_000 }), CLIENT);
    assert.equal(registry.findVisible('ORDERS', 'n1')?.instance.status, 'OUT_OF_SERVICE');
  });

  it('expects the renewals of all that came back', () => {
    const { registry } = createRegistry();
    const instances = Array.from({ length: 10 }, (_, n) => sampleInstance({ instanceId: `n${n}` }));
    registry.restore(instances);
    assert.equal(registry.selfPreservation.threshold, 17);
  });
});
