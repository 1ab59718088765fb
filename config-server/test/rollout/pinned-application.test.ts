import assert from 'node:assert/strict';
import { settle } from '@vernal/core/testing';
import type { NewDecision } from '../../src/domain/pins.ts';
import { createSurroundings, startListener, startServer } from './rollout-rig.ts';

const pinAt = (commit: string, application = 'orders'): NewDecision => ({
  ...{ application, label: 'main', commits: [commit], action: 'pin', by: 'ann', at: 0 },
});

describe('a pinned application', () => {
  it('is told of the commit that it was put back to, and of nothing that is pushed meanwhile', async () => {
    const surroundings = createSurroundings();
    const { repository, hub } = surroundings;
    const first = await repository.push({ 'orders.yml': 'size: 1\n' });
    await repository.push({ 'orders.yml': 'size: 2\n' });
    const server = await startServer(surroundings);
    const listener = await startListener(hub);
    const told = () =>
      listener.events.splice(0).map(({ destinationService }) => destinationService);
    await server.get('orders');
    await server.get('billing');
    told();

    await server.pins.decide(pinAt(first));
    await server.sweep.runNow();
    await settle();
    assert.deepEqual(told(), ['orders:**']);
    const state = listener.states.findLast(({ application }) => application === 'orders');
    assert.deepEqual([state?.commit, state?.changedKeys], [first, ['size']]);

    const third = await repository.push({ 'orders.yml': 'size: 3\n', 'billing.yml': 'rate: 1\n' });
    await server.sweep.runNow();
    await settle();
    assert.deepEqual(told(), ['billing:**']);
    const pinned = await server.get('orders', 'default', third);
    assert.ok(pinned.ok);
    assert.equal(pinned.value.revision, first);

    await server.pins.decide({ ...pinAt(first), action: 'release' });
    await server.sweep.runNow();
    await settle();
    assert.deepEqual(told(), ['orders:**']);
    await listener.stop();
    await server.stop();
  });

  it('makes an answer that was prepared before stale at once', async () => {
    const surroundings = createSurroundings();
    const first = await surroundings.repository.push({ 'orders.yml': 'size: 1\n' });
    await surroundings.repository.push({ 'orders.yml': 'size: 2\n' });
    const server = await startServer(surroundings);
    const before = await server.get('orders');
    assert.ok(before.ok);
    assert.ok(server.environments.recall(before.value, undefined));
    await server.pins.decide(pinAt(first));
    assert.equal(server.environments.recall(before.value, undefined), undefined);
    await server.stop();
  });
});
