import assert from 'node:assert/strict';
import { systemTimers } from '@vernal/core';
import { settle } from '@vernal/core/testing';
import { MemoryRepository } from '../memory-repository.ts';
import {
  createSurroundings,
  type Surroundings,
  startListener,
  startServer,
} from './rollout-rig.ts';

describe('several config servers on one bus', () => {
  let surroundings: Surroundings;
  const beside = (): Surroundings => ({ ...createSurroundings(), hub: surroundings.hub });
  const join = (busId: string, where: Surroundings) => startServer(where, { busId });

  beforeEach(() => {
    surroundings = createSurroundings();
  });

  it('announce a change once, though all of them notice it', async () => {
    const { repository, hub } = surroundings;
    await repository.push({ 'orders.yml': 'size: 1\n' });
    const one = await join('vernal-config:1:a', surroundings);
    const other = await join('vernal-config:2:b', { ...beside(), repository });
    const listener = await startListener(hub);
    await one.get('orders');
    await other.get('orders');
    await settle();
    const commit = await repository.push({ 'orders.yml': 'size: 2\n' });
    await one.sweep.runNow();
    await settle();
    await other.sweep.runNow();
    await settle();
    assert.equal(listener.events.length, 1);
    assert.equal(other.knownKeys.all()[0]?.announced, commit);
    assert.deepEqual(other.knownKeys.all(), one.knownKeys.all());

    await repository.push({ 'orders.yml': 'size: 3\n' });
    await Promise.all([one.sweep.runNow(), other.sweep.runNow()]);
    await settle();
    const ids = listener.events.map(({ id }) => id);
    assert.equal(new Set(ids).size, 2, 'what is announced at once by two has one id');
    await Promise.all([listener.stop(), one.stop(), other.stop()]);
  });

  it('answer requests while they hear of thousands of keys that others were asked for', async () => {
    const { repository } = surroundings;
    await repository.push({ 'application.yml': 'size: 1\n' });
    const one = await join('vernal-config:1:a', surroundings);
    for (let index = 0; index < 200; index += 1) await one.get(`service-${index}`);
    const other = await join('vernal-config:2:b', { ...beside(), repository });
    const atFirstTurn = await new Promise<number>((resolve) => {
      systemTimers.after(0, () => resolve(other.knownKeys.all().length));
    });
    assert.ok(atFirstTurn < 200, `${atFirstTurn} keys without a turn for others`);
    while (other.knownKeys.all().length < 200) await settle();
    await Promise.all([one.stop(), other.stop()]);
  });

  it('know the keys that others were asked for: any of them can go on alone', async () => {
    const { repository, hub } = surroundings;
    await repository.push({ 'orders.yml': 'size: 1\n' });
    const one = await join('vernal-config:1:a', surroundings);
    await one.get('orders');
    const other = await join('vernal-config:2:b', { ...beside(), repository });
    await settle();
    await one.stop();
    const listener = await startListener(hub);
    const commit = await repository.push({ 'orders.yml': 'size: 2\n' });
    await other.sweep.runNow();
    await settle();
    assert.deepEqual(
      listener.events.map(({ destinationService }) => destinationService),
      ['orders:**'],
    );
    assert.equal(listener.states.at(-1)?.commit, commit);
    await Promise.all([listener.stop(), other.stop()]);
  });

  it('take over a change that was made while nobody who knew of the key was there', async () => {
    const { repository, hub } = surroundings;
    const first = await repository.push({ 'orders.yml': 'size: 1\n' });
    const one = await join('vernal-config:1:a', surroundings);
    await one.get('orders');
    await one.stop();
    const second = await repository.push({ 'orders.yml': 'size: 2\n' });
    assert.notEqual(first, second);
    const listener = await startListener(hub);
    const other = await join('vernal-config:2:b', {
      ...beside(),
      repository: new MemoryRepository(),
    });
    await settle();
    assert.deepEqual(listener.events, [], 'it has no commit of that repository');
    const right = await join('vernal-config:3:c', { ...beside(), repository });
    await settle();
    await right.sweep.runNow();
    await settle();
    assert.equal(listener.states.at(-1)?.commit, second);
    assert.equal(listener.events.length, 1);
    await Promise.all([listener.stop(), other.stop(), right.stop()]);
  });
});
