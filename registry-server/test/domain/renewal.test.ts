import assert from 'node:assert/strict';
import { sampleInstance } from '../sample-instance.ts';
import { CLIENT, createRegistry } from './registry-fixture.ts';

describe('a heartbeat', () => {
  it('renews; the time shown is now + duration [eureka 47, 55]', () => {
    const { registry, time } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    assert.deepEqual(registry.renew('ORDERS', 'n1', { origin: 'client' }), { kind: 'renewed' });
    assert.equal(registry.findVisible('ORDERS', 'n1')?.lastUpdateMs, time.now() + 90_000);
  });

  it('is unknown for an instance that is not registered [eureka 50]', () => {
    const { registry } = createRegistry();
    assert.deepEqual(registry.renew('ORDERS', 'n1', { origin: 'client' }), { kind: 'unknown' });
  });

  it('with a newer dirty timestamp asks for a registration, renewed all the same [eureka 51]', () => {
    const { registry, time } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    const result = registry.renew('ORDERS', 'n1', { origin: 'client', lastDirtyTimestamp: 2_000 });
    assert.equal(result.kind, 'outdated');
    assert.equal(registry.findVisible('ORDERS', 'n1')?.lastUpdateMs, time.now() + 90_000);
  });

  it('with an older one is fine from a client and a conflict from a peer [eureka 52, 53]', () => {
    const { registry } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    const older = { lastDirtyTimestamp: 500 };
    assert.equal(registry.renew('ORDERS', 'n1', { origin: 'client', ...older }).kind, 'renewed');
    const conflict = registry.renew('ORDERS', 'n1', { origin: 'peer', ...older });
    assert.equal(conflict.kind === 'conflict' && conflict.instance.instanceId, 'n1');
  });

  it('with a newer one is accepted when timestamps are not compared [eureka 56]', () => {
    const { registry } = createRegistry({ syncWhenTimestampDiffers: false });
    registry.register(sampleInstance(), CLIENT);
    const result = registry.renew('ORDERS', 'n1', { origin: 'client', lastDirtyTimestamp: 2_000 });
    assert.equal(result.kind, 'renewed');
  });

  it('changes nothing that a delta would show [eureka 81]', async () => {
    const { registry, time, told } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    await time.advance(200_000);
    registry.pruneChanges();
    registry.renew('ORDERS', 'n1', { origin: 'client' });
    assert.deepEqual([...registry.recentChanges.names()], []);
    assert.deepEqual(told, ['registered']);
  });
});
