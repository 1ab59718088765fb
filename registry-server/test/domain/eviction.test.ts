import assert from 'node:assert/strict';
import { seededRandom } from '@vernal/core/testing';
import { EvictionDelay, evictionLimit, pickVictims } from '../../src/domain/eviction.ts';
import { leaseOf, sampleInstance } from '../sample-instance.ts';
import { CLIENT, createRegistry, PRESERVING } from './registry-fixture.ts';

describe('eviction', () => {
  it('takes an instance that never renewed after one lease time [eureka 85]', async () => {
    const { registry, eviction, time } = createRegistry();
    registry.register(sampleInstance(leaseOf(3)), CLIENT);
    await time.advance(3_000);
    assert.equal(eviction.run(), 0);
    await time.advance(1);
    assert.equal(eviction.run(), 1);
  });

  it('takes one that renewed after two [eureka 85]', async () => {
    const { registry, eviction, time } = createRegistry();
    registry.register(sampleInstance(leaseOf(3)), CLIENT);
    registry.renew('ORDERS', 'n1', { origin: 'client' });
    await time.advance(6_000);
    assert.equal(eviction.run(), 0);
    await time.advance(1);
    assert.equal(eviction.run(), 1);
  });

  it('takes at most the share that is not protected [eureka 86]', async () => {
    const { registry, eviction, time } = createRegistry();
    for (let n = 0; n < 20; n++) {
      registry.register(sampleInstance({ instanceId: `n${n}`, ...leaseOf(1) }), CLIENT);
    }
    await time.advance(10_000);
    assert.equal(eviction.run(), 3);
    assert.equal(registry.table.size, 17);
  });

  it('limits a run by the size of the registry [eureka 86]', () => {
    assert.equal(evictionLimit(1, 0.85), 1);
    assert.equal(evictionLimit(10, 0.85), 2);
    assert.equal(evictionLimit(100, 0.85), 15);
  });

  it('chooses at random among the candidates, none twice [eureka 86]', () => {
    const candidates = Array.from({ length: 20 }, (_, n) => n);
    const first = pickVictims(candidates, 3, seededRandom(1));
    assert.equal(new Set(first).size, 3);
    assert.notDeepEqual(first, pickVictims(candidates, 3, seededRandom(2)));
    assert.equal(pickVictims(candidates, 30, seededRandom(1)).length, 20);
  });

  it('gives as much grace as its run is late [eureka 87]', () => {
    const delay = new EvictionDelay(60_000);
    assert.equal(delay.next(1_000), 0);
    assert.equal(delay.next(61_000), 0);
    assert.equal(delay.next(126_000), 5_000);
  });

  it('spares in a late run who expired no longer ago than it is late [eureka 87]', async () => {
    const { registry, eviction, time } = createRegistry();
    eviction.run();
    await time.advance(5_000);
    registry.register(sampleInstance(leaseOf(58)), CLIENT);
    await time.advance(60_000);
    assert.equal(eviction.run(), 0, 'expired for 2 s, in a run that is 5 s late');
    await time.advance(60_000);
    assert.equal(eviction.run(), 1);
  });

  it('shows in the delta as DELETED, and is not passed on to peers [eureka 90]', async () => {
    const { registry, eviction, time, told } = createRegistry();
    const passedOn: string[] = [];
    registry.onCommand(({ kind }) => passedOn.push(kind));
    registry.register(sampleInstance(leaseOf(1)), CLIENT);
    await time.advance(5_000);
    eviction.run();
    assert.deepEqual(told, ['registered', 'evicted']);
    const [lease] = registry.recentChanges.of('ORDERS');
    assert.equal(lease?.instance.actionType, 'DELETED');
    assert.deepEqual(passedOn, ['register']);
  });

  it('hides an expired instance from single queries before it takes it', async () => {
    const { registry, time } = createRegistry();
    registry.register(sampleInstance(leaseOf(1)), CLIENT);
    await time.advance(5_000);
    assert.equal(registry.findVisible('ORDERS', 'n1'), undefined);
    assert.equal(registry.findVisibleAnywhere('n1'), undefined);
    assert.equal(registry.table.size, 1);
  });

  it('waits while self-preservation sees too few renewals [eureka 88]', async () => {
    const { registry, eviction, time } = createRegistry(PRESERVING);
    registry.register(sampleInstance(leaseOf(1)), CLIENT);
    await time.advance(120_000);
    assert.equal(eviction.run(), 0);
    assert.notEqual(registry.findVisible('ORDERS', 'n1'), undefined);
  });

  it('takes place while enough others renew [eureka 88]', async () => {
    const { registry, eviction, time } = createRegistry(PRESERVING);
    for (let n = 0; n < 14; n++) {
      registry.register(sampleInstance({ instanceId: `n${n}`, ...leaseOf(40) }), CLIENT);
    }
    for (let round = 0; round < 6; round++) {
      await time.advance(30_000);
      for (let n = 1; n < 14; n++) registry.renew('ORDERS', `n${n}`, { origin: 'client' });
    }
    await time.advance(1);
    assert.equal(eviction.run(), 1);
    assert.equal(registry.table.find('ORDERS', 'n0'), undefined);
  });
});
