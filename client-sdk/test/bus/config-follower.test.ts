import assert from 'node:assert/strict';
import { createBus, createMemoryTransport, MemoryHub } from '@vernal/bus';
import { settle } from '@vernal/core/testing';
import { type Acknowledgement, createRefreshEvent } from '@vernal/protocol/bus';
import { ConfigFollower } from '../../src/bus/config-follower.ts';
import { liveSetting } from '../fakes/live-setting.ts';

/** In which an instance has fetched, and in which it has told that all went well. */
const [FETCHED_MS, TOLD_MS] = [300, 1_200];

const key = { application: 'catalog', profiles: 'default', label: null };

async function setUp() {
  const setting = liveSetting();
  const hub = new MemoryHub();
  const { clock, logger } = setting;
  const join = (busId: string) =>
    createBus({ transport: createMemoryTransport(hub), busId, clock, logger });
  const bus = join('catalog:0:me');
  const server = join('config:8888:server');
  await Promise.all([bus.start(), server.start()]);
  const acks: Acknowledgement[] = [];
  server.onAcknowledgement((acknowledgement) => acks.push(acknowledgement));

  setting.exchange.serve({ 'pricing.tax': 7 }, 'c1');
  await setting.updater.reload();
  const names = { instance: 'box:catalog:1' };
  const instanceId = () => names.instance;
  const { updater, store } = setting;
  const options = { bus, key, updater, store, instanceId, jitterMs: 300 };
  const follower = new ConfigFollower(options, setting);

  async function announce(commit: string, eventId = `event-${commit}`): Promise<void> {
    const changedKeys = ['pricing.tax'];
    await server.announceState({ ...key, commit, changedKeys, changedAt: 1, eventId });
    await settle();
  }

  async function refreshEvent(id: string, destination = 'catalog:**'): Promise<void> {
    const stamp = { id, timestamp: 1, originService: 'config:8888:server' };
    await server.publishEvent(createRefreshEvent(stamp, destination));
    await settle();
  }

  const outcomes = () => acks.map(({ commit, outcome }) => `${outcome} ${commit}`);
  return { ...setting, acks, hub, names, outcomes, announce, refreshEvent, follower };
}

describe('following the bus', () => {
  it('fetches the commit that was announced and acknowledges it', async () => {
    const { announce, acks, config, exchange, time } = await setUp();
    exchange.serve({ 'pricing.tax': 8 }, 'c2');
    await announce('c2');
    await time.advance(FETCHED_MS);
    assert.equal(config.current.pricing.tax, 8);
    assert.equal(exchange.asked.at(-1), 'c2');
    await time.advance(TOLD_MS - FETCHED_MS);
    assert.equal(acks.length, 1);
    const { at: _, ...ack } = acks[0] ?? assert.fail();
    assert.deepEqual(ack, {
      eventId: 'event-c2',
      busId: 'catalog:0:me',
      application: 'catalog',
      instanceId: 'box:catalog:1',
      profiles: 'default',
      label: '',
      commit: 'c2',
      outcome: 'applied',
    });
  });

  it('acknowledges a commit in force as unchanged without fetching', async () => {
    const { announce, exchange, outcomes, time } = await setUp();
    await announce('c1');
    await time.advance(TOLD_MS);
    assert.deepEqual(outcomes(), ['unchanged c1']);
    assert.equal(exchange.asked.length, 1);
  });

  it('waits a random part of its jitter window [client-sdk 74]', async () => {
    const { announce, exchange, time } = await setUp();
    await announce('c2');
    assert.equal(exchange.asked.length, 1);
    await time.advance(300);
    assert.equal(exchange.asked.length, 2);
  });

  it('obeys a Spring refresh event for itself and ignores others [client-sdk 74]', async () => {
    const { refreshEvent, exchange, outcomes, time } = await setUp();
    exchange.serve({ 'pricing.tax': 8 }, 'c2');
    await refreshEvent('e1', 'orders:**');
    await time.advance(300);
    assert.equal(exchange.asked.length, 1);
    await refreshEvent('e2');
    await time.advance(TOLD_MS);
    assert.deepEqual(outcomes(), ['applied c2']);
  });

  it('fetches and acknowledges once when event and state tell of the same push', async () => {
    const { announce, refreshEvent, exchange, outcomes, time } = await setUp();
    exchange.serve({ 'pricing.tax': 8 }, 'c2');
    await refreshEvent('e1');
    await announce('c2', 'e1');
    await time.advance(300);
    await announce('c2', 'e1');
    await refreshEvent('e1');
    await time.advance(TOLD_MS);
    assert.deepEqual(outcomes(), ['applied c2']);
    assert.equal(exchange.asked.length, 2);
  });

  it('tells what went well within a time that a fleet shares, and what went wrong at once', async () => {
    const { announce, exchange, outcomes, time } = await setUp();
    exchange.serve({ 'pricing.tax': 8 }, 'c2');
    await announce('c2');
    await time.advance(FETCHED_MS);
    assert.deepEqual(outcomes(), []);
    exchange.serve({ 'pricing.tax': 'much' }, 'c3');
    await announce('c3');
    await time.advance(FETCHED_MS);
    assert.deepEqual(outcomes(), ['refused c3']);
    await time.advance(60_000);
    assert.deepEqual(outcomes(), ['refused c3'], 'the news of c2 is old');
  });

  it('refuses a commit that breaks the schema and says which key', async () => {
    const { announce, acks, config, exchange, time } = await setUp();
    exchange.serve({ 'pricing.tax': 'geheim' }, 'c2');
    await announce('c2');
    await time.advance(300);
    assert.equal(acks[0]?.outcome, 'refused');
    assert.equal(acks[0].running?.commit, 'c1');
    assert.match(acks[0].problem ?? '', /pricing\.tax/);
    assert.doesNotMatch(acks[0].problem ?? '', /geheim/);
    assert.equal(config.current.pricing.tax, 7);
  });

  it('reports a failed fetch and goes on until it has the commit', async () => {
    const { announce, exchange, outcomes, time } = await setUp();
    exchange.answer = () => ({ kind: 'unavailable', problem: 'away' });
    await announce('c2');
    await time.advance(10_000);
    assert.deepEqual(outcomes(), ['failed c2']);
    exchange.serve({ 'pricing.tax': 8 }, 'c2');
    await time.advance(2_000);
    assert.deepEqual(outcomes(), ['failed c2', 'applied c2']);
  });

  it('ends with the newest of several commits', async () => {
    const { announce, config, exchange, outcomes, time } = await setUp();
    exchange.serve({ 'pricing.tax': 9 }, 'c3');
    await announce('c2');
    await announce('c3');
    await time.advance(TOLD_MS);
    assert.equal(config.version, 'c3');
    assert.deepEqual(outcomes(), ['applied c3']);
  });

  it('says it again under the name it registers with, and to a broker that was away', async () => {
    const { announce, acks, follower, hub, names, time } = await setUp();
    follower.repeat();
    await announce('c1');
    await time.advance(TOLD_MS);
    names.instance = 'box:catalog:4711';
    follower.repeat();
    await time.advance(TOLD_MS);
    hub.goOffline();
    hub.goOnline();
    await time.advance(TOLD_MS);
    const ids = acks.map(({ instanceId, outcome }) => `${outcome} ${instanceId}`);
    assert.deepEqual(ids.slice(0, 2), ['unchanged box:catalog:1', 'unchanged box:catalog:4711']);
    assert.ok(ids.length >= 3);
    assert.equal(ids.at(-1), 'unchanged box:catalog:4711');
  });

  it('does nothing any more when it is stopped', async () => {
    const { announce, exchange, outcomes, follower, time, updater } = await setUp();
    await announce('c2');
    follower.stop();
    await announce('c3');
    await updater.stop();
    await time.advance(60_000);
    assert.equal(exchange.asked.length, 1);
    assert.deepEqual(outcomes(), []);
    assert.equal(time.pending, 0);
  });

  it('leaves no acknowledgement on the broker when it stops', async () => {
    const { announce, follower, hub, time } = await setUp();
    const kept = () => hub.retainedFor('springCloudBus/acks/+/+').length;
    await announce('c1');
    await time.advance(TOLD_MS);
    assert.equal(kept(), 1);
    follower.stop();
    assert.equal(kept(), 0);
  });
});
