import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { settle } from '@vernal/core/testing';
import {
  createSurroundings,
  type Surroundings,
  startListener,
  startServer,
} from './rollout-rig.ts';

const FILES = {
  'application.yml': 'shared: 1\n',
  'orders.yml': 'rate: 1\n',
  'billing.yml': 'b: 1\n',
};

describe('a push to the repository', () => {
  let surroundings: Surroundings;
  let server: Awaited<ReturnType<typeof startServer>>;
  let listener: Awaited<ReturnType<typeof startListener>>;

  beforeEach(async () => {
    surroundings = createSurroundings();
    await surroundings.repository.push(FILES);
    server = await startServer(surroundings);
    listener = await startListener(surroundings.hub);
    for (const application of ['orders', 'billing']) await server.get(application);
    await server.get('orders', 'dev');
    await server.sweep.runNow();
    await settle();
    listener.states.length = 0;
  });
  afterEach(async () => {
    await listener.stop();
    await server.stop();
  });

  async function push(files: Readonly<Record<string, string>>): Promise<string> {
    const commit = await surroundings.repository.push({ ...FILES, ...files });
    await server.sweep.runNow();
    await settle();
    return commit;
  }

  const destinations = () =>
    listener.events.map((event) => event.type !== 'custom' && event.destinationService);

  it('tells the application whose properties changed, and no other, once', async () => {
    const commit = await push({ 'orders.yml': 'rate: 2\nnew: x\n' });
    assert.deepEqual(destinations(), ['orders:**']);
    assert.deepEqual(
      listener.states.map(({ application, commit, changedKeys }) => [
        application,
        commit,
        changedKeys,
      ]),
      [['orders', commit, ['new', 'rate']]],
    );
    assert.equal(listener.states[0]?.eventId, listener.events[0]?.id);
  });

  it('tells everyone of a change that all of them read', async () => {
    await push({ 'application.yml': 'shared: 2\n' });
    assert.deepEqual(destinations().sort(), ['billing:**', 'orders:**']);
  });

  it('tells an application once, though it has more keys than are settled in one go', async () => {
    for (let number = 0; number < 60; number += 1) await server.get('orders', `profile-${number}`);
    await settle();
    listener.states.length = 0;
    const pushed = push({ 'orders.yml': 'rate: 2\n', 'billing.yml': 'b: 2\n' });
    await settle();
    assert.deepEqual(destinations(), ['orders:**'], 'it need not wait for the others');
    await server.time.advance(0);
    await pushed;
    assert.deepEqual(destinations().sort(), ['billing:**', 'orders:**']);
    assert.equal(listener.states.length, 2);
  });

  it('tells everyone at once: who is told asks, and would keep the server from telling others', async () => {
    const { store } = surroundings;
    const save = store.save.bind(store);
    const progress = new EventEmitter();
    const ordersSaved = once(progress, 'orders');
    const billingMaySave = once(progress, 'billing');
    store.save = async (known) => {
      if (known.application === 'billing') await billingMaySave;
      await save(known);
      if (known.application === 'orders') progress.emit('orders');
    };
    const pushed = push({ 'application.yml': 'shared: 2\n' });
    await ordersSaved;
    await settle();
    assert.deepEqual(listener.states, []);
    progress.emit('billing');
    await pushed;
    assert.equal(listener.states.length, 2);
    assert.equal(listener.events.length, 2);
  });

  it('tells nobody when no effective property changed, and serves the new commit', async () => {
    const commit = await push({ 'orders.yml': '# the same\nrate: 1\n', README: 'x' });
    assert.deepEqual(listener.events, []);
    const answer = await server.get('orders');
    assert.equal(answer.ok && answer.value.revision, commit);
  });

  it('tells it even if a request found the commit before the sweep did', async () => {
    await surroundings.repository.push({ ...FILES, 'orders.yml': 'rate: 3\n' });
    await server.get('orders');
    await server.sweep.runNow();
    await settle();
    assert.deepEqual(destinations(), ['orders:**']);
  });

  it('holds only those who read a broken file, at their last good commit, and tells nobody', async () => {
    const good = server.knownKeys.all()[0]?.revision;
    const broken = await push({ 'orders.yml': 'rate: 1\nrate: 2\n' });
    assert.deepEqual(listener.events, []);
    const orders = await server.get('orders');
    assert.ok(orders.ok);
    assert.equal(orders.value.revision, good);
    assert.equal(
      orders.value.problem,
      `orders.yml, line 2, column 1, commit ${broken}: repeats the key rate`,
    );
    const billing = await server.get('billing');
    assert.deepEqual(billing.ok && [billing.value.revision, billing.value.problem], [
      broken,
      undefined,
    ]);
    assert.equal(server.held.all().length, 2);
    assert.equal(server.logger.lines.filter(({ level }) => level === 'error').length, 2);
  });

  it('serves the last good commit of others to an application that is new', async () => {
    await push({ 'application.yml': 'a: [\n' });
    const answer = await server.get('shipping');
    assert.match(answer.ok ? (answer.value.problem ?? '') : '', /^application\.yml, line/);
  });

  it('serves it the one that came in force last, of those that it can read', async () => {
    await server.time.advance(1_000);
    const later = await push({ 'orders.yml': '[', 'billing.yml': 'b: 2\n' });
    await push({ 'orders.yml': '[', 'application.yml': '[' });
    const answer = await server.get('shipping');
    assert.equal(answer.ok && answer.value.revision, later);
  });

  it('releases those that were held when the label is moved back to the commit in force', async () => {
    const good = server.knownKeys.all()[0]?.revision ?? '';
    await push({ 'orders.yml': '[' });
    assert.equal(server.held.all().length, 2);
    surroundings.repository.moveBack(good);
    await server.sweep.runNow();
    assert.deepEqual(server.held.all(), []);
    await settle();
    assert.deepEqual(listener.events, []);
  });

  it('releases those that were held with the next good commit, and tells them what changed', async () => {
    await push({ 'orders.yml': 'rate: [\n' });
    await push({ 'orders.yml': 'rate: 9\n' });
    assert.deepEqual(server.held.all(), []);
    assert.deepEqual(destinations(), ['orders:**']);
    assert.deepEqual(listener.states.at(-1)?.changedKeys, ['rate']);
  });

  it('reaches a service that was told of it by another server, before this one noticed', async () => {
    const behind = surroundings.repository;
    let fetched = '';
    behind.fetch = async () => {
      fetched = await behind.push({ ...FILES, 'orders.yml': 'rate: 8\n' });
    };
    const answer = await server.get('orders', 'default', 'f'.repeat(40));
    assert.equal(answer.ok && answer.value.revision, fetched);
  });

  it('is told by a server that was dead meanwhile, once it is back', async () => {
    await server.stop();
    await surroundings.repository.push({ ...FILES, 'billing.yml': 'b: 2\n' });
    server = await startServer(surroundings);
    await server.sweep.runNow();
    await settle();
    assert.deepEqual(destinations(), ['billing:**']);
  });

  it('is on the disk as untold until it was told', async () => {
    const { store } = surroundings;
    const save = store.save.bind(store);
    const onDisk: boolean[] = [];
    store.save = async (known) => {
      await save(known);
      onDisk.push(known.told);
    };
    await push({ 'orders.yml': 'rate: 2\n' });
    assert.deepEqual(onDisk, [false, false]);
    assert.deepEqual(destinations(), ['orders:**']);
    assert.ok((await store.all()).every(({ told }) => told));
  });

  it('is told again when the server died between deciding and telling', async () => {
    const billing = {
      ...(await surroundings.store.all()).find((key) => key.application === 'billing'),
    };
    await server.stop();
    await surroundings.store.save({ ...billing, told: false, eventId: 'e-1' } as never);
    server = await startServer(surroundings);
    await server.sweep.runNow();
    await settle();
    assert.deepEqual(
      listener.events.map(({ id }) => id),
      ['e-1'],
    );
    assert.equal(
      (await surroundings.store.all()).every((known) => known.told),
      true,
    );
  });
});

describe('a broken file', () => {
  it('is an error to a server that never saw a good commit', async () => {
    const surroundings = createSurroundings();
    await surroundings.repository.push({ 'application.yml': 'a: [\n' });
    const server = await startServer(surroundings);
    const answer = await server.get('orders');
    assert.equal(answer.ok ? 'served' : answer.problem.kind, 'broken');
    assert.equal(server.held.all().length, 1);
    await surroundings.repository.push({ 'application.yml': 'a: 1\n' });
    await server.sweep.runNow();
    assert.deepEqual(server.held.all(), [], 'whether it is asked for again or not');
    await server.stop();
  });

  it('is an error at once with vernal.config.hold-broken=false', async () => {
    const surroundings = createSurroundings();
    await surroundings.repository.push(FILES);
    const server = await startServer(surroundings, { holdBroken: false });
    await server.get('orders');
    await surroundings.repository.push({ 'orders.yml': 'a: [\n' });
    const answer = await server.get('orders');
    assert.equal(answer.ok ? 'served' : answer.problem.kind, 'broken');
    await server.stop();
  });
});
