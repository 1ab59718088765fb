import assert from 'node:assert/strict';
import { type BusOptions, createBus, createMemoryTransport, MemoryHub } from '@vernal/bus';
import { ManualTime, RecordingLogger, settle } from '@vernal/core/testing';
import {
  type Acknowledgement,
  type ConfigState,
  createEnvironmentChangeEvent,
  createRefreshEvent,
  createShutdownEvent,
  type RemoteApplicationEvent,
} from '@vernal/protocol/bus';

const KEY = { application: 'orders', profiles: 'dev', label: null };
const STATE: ConfigState = {
  ...KEY,
  commit: 'one',
  changedKeys: ['a'],
  changedAt: 1,
  eventId: 'e-1',
};
const ACK: Acknowledgement = {
  eventId: 'e-1',
  busId: 'orders:dev:8080:x',
  application: 'orders',
  instanceId: 'orders-1',
  commit: 'one',
  outcome: 'applied',
  at: 2,
};

describe('bus', () => {
  let hub: MemoryHub;
  let stops: (() => Promise<void>)[];

  beforeEach(() => {
    hub = new MemoryHub();
    stops = [];
  });
  afterEach(async () => {
    for (const stop of stops) await stop();
  });

  async function join(busId: string, options: Partial<BusOptions> = {}) {
    const logger = new RecordingLogger();
    const transport = createMemoryTransport(hub, logger);
    const bus = createBus({ transport, busId, clock: new ManualTime(), logger, ...options });
    const events: RemoteApplicationEvent[] = [];
    bus.onEvent((event) => events.push(event));
    await bus.start();
    stops.push(() => bus.stop());
    return { bus, events, logger, transport };
  }

  function refresh(id: string, destination: string, originService = 'config:8888:c') {
    return createRefreshEvent({ id, timestamp: 1, originService }, destination);
  }

  it('hands an event to those it addresses', async () => {
    const { bus } = await join('config:8888:c');
    const orders = await join('orders:8080:x');
    const billing = await join('billing:8080:y');
    const event = refresh('e-1', 'orders:**');
    await bus.publishEvent(event);
    await settle();
    assert.deepEqual(orders.events, [event]);
    assert.deepEqual(billing.events, []);
  });

  it('handles an event once although it arrives twice [bus 35]', async () => {
    const { bus } = await join('config:8888:c');
    const orders = await join('orders:8080:x');
    for (const id of ['e-1', 'e-1', 'e-2']) await bus.publishEvent(refresh(id, 'orders:**'));
    await settle();
    assert.deepEqual(
      orders.events.map(({ id }) => id),
      ['e-1', 'e-2'],
    );
    assert.equal(orders.bus.counters.duplicates, 1);
  });

  it('never handles its own events [bus 23]', async () => {
    const { bus, events } = await join('config:8888:c');
    await bus.publishEvent(refresh('e-1', '**'));
    await settle();
    assert.deepEqual(events, []);
  });

  it('counts what it can not read, warns once, and goes on [bus 9] [bus 17]', async () => {
    const { events, bus, logger, transport } = await join('orders:8080:x');
    for (const payload of ['{"type":"Refre', 'null', '', '{"type":"NoSuchEvent"}']) {
      await transport.publish('springCloudBus', payload, { retain: false });
    }
    await transport.publish('springCloudBus', 'x'.repeat(1024 * 1024), { retain: false });
    const event = refresh('e-1', '**');
    await transport.publish('springCloudBus', JSON.stringify(event), { retain: false });
    await settle();
    assert.deepEqual(events, [event]);
    assert.equal(bus.counters.malformed, 4);
    assert.equal(bus.counters.unknown, 1);
    assert.equal(logger.lines.filter(({ level }) => level === 'warn').length, 1);
    assert.equal(bus.connected, true);
  });

  it('lets no handler that throws stop another or a later event', async () => {
    const { bus } = await join('config:8888:c');
    const orders = await join('orders:8080:x');
    orders.bus.onEvent(() => {
      throw new Error('a handler failed');
    });
    const late: string[] = [];
    orders.bus.onEvent(({ id }) => late.push(id));
    for (const id of ['e-1', 'e-2']) await bus.publishEvent(refresh(id, '**'));
    await settle();
    assert.deepEqual(late, ['e-1', 'e-2']);
    assert.equal(orders.bus.counters.handlerFailures, 2);
  });

  it('delivers a registered custom event [bus 19]', async () => {
    const customTypes = new Set(['StockLevelEvent']);
    const { bus } = await join('shop:1:a', { customTypes });
    const orders = await join('orders:8080:x', { customTypes });
    const event: RemoteApplicationEvent = {
      type: 'custom',
      customType: 'StockLevelEvent',
      id: 'e-1',
      timestamp: 1,
      originService: 'shop:1:a',
      destinationService: '**',
      members: { article: 'bolt', quantity: 4 },
    };
    await bus.publishEvent(event);
    await settle();
    assert.deepEqual(orders.events, [event]);
  });

  it('keeps the state of a key for who comes later', async () => {
    const { bus } = await join('config:8888:c');
    await bus.announceState(STATE);
    await bus.announceState({ ...STATE, commit: 'two' });
    await bus.announceState({ ...STATE, profiles: 'prod', commit: 'other key' });
    const orders = await join('orders:8080:x');
    const states: ConfigState[] = [];
    orders.bus.onState(KEY, (state) => states.push(state));
    await settle();
    assert.deepEqual(states, [{ ...STATE, commit: 'two' }]);
  });

  it('collects the acknowledgements of all instances, earlier ones included', async () => {
    const { bus } = await join('orders:dev:8080:x');
    await bus.acknowledge(ACK);
    const other = { ...ACK, busId: 'orders:dev:8081:y', outcome: 'refused' as const };
    const config = await join('config:8888:c');
    const seen: Acknowledgement[] = [];
    config.bus.onAcknowledgement((acknowledgement) => seen.push(acknowledgement));
    await bus.acknowledge(other);
    await settle();
    assert.deepEqual(new Set(seen), new Set([ACK, other]));
  });

  it('tells who took its acknowledgement back', async () => {
    const { bus } = await join(ACK.busId);
    const config = await join('config:8888:c');
    const gone: unknown[] = [];
    config.bus.onWithdrawal((by) => gone.push(by));
    await bus.acknowledge(ACK);
    await settle();
    assert.deepEqual(gone, []);
    await bus.withdrawAcknowledgement(ACK.application);
    await settle();
    assert.deepEqual(gone, [{ application: ACK.application, busId: ACK.busId }]);
  });

  it('forgets a retained state that was deleted, without a complaint', async () => {
    const { bus, transport } = await join('orders:8080:x');
    const states: ConfigState[] = [];
    bus.onState(KEY, (state) => states.push(state));
    await transport.publish('springCloudBus/state/orders/dev/_', '', { retain: true });
    await settle();
    assert.deepEqual(states, []);
    assert.equal(bus.counters.malformed, 0);
  });

  it('tells of registry changes', async () => {
    const { bus } = await join('registry:8761:r');
    const orders = await join('orders:8080:x');
    const changes: unknown[] = [];
    const cancel = orders.bus.onRegistryChange((change) => changes.push(change));
    await bus.announceRegistryChange({ applications: ['CATALOG'], at: 7 });
    await settle();
    cancel();
    await bus.announceRegistryChange({ applications: ['ORDERS'], at: 8 });
    await settle();
    assert.deepEqual(changes, [{ applications: ['CATALOG'], at: 7 }]);
  });

  it('says after an outage what it could not say in it, the latest of each [bus 41]', async () => {
    const { bus } = await join('config:8888:c');
    const orders = await join('orders:8080:x');
    const states: string[] = [];
    orders.bus.onState(KEY, ({ commit }) => states.push(commit));
    hub.goOffline();
    for (const commit of ['one', 'two']) await bus.announceState({ ...STATE, commit });
    for (const id of ['e-1', 'e-2']) await bus.publishEvent(refresh(id, 'orders:**'));
    hub.goOnline();
    await settle();
    assert.deepEqual(states, ['two']);
    assert.deepEqual(
      orders.events.map(({ id }) => id),
      ['e-2'],
    );
  });

  it('refuses any other event in an outage: nobody may believe it was sent [bus 40]', async () => {
    const { bus } = await join('config:8888:c');
    hub.goOffline();
    const stamp = { id: 'e-1', timestamp: 1, originService: 'config:8888:c' };
    for (const event of [
      createShutdownEvent(stamp, '**'),
      createEnvironmentChangeEvent(stamp, '**', { a: 'b' }),
    ]) {
      await assert.rejects(bus.publishEvent(event), { code: 'BUS_OFFLINE' });
    }
  });

  it('tells of every connect', async () => {
    const { bus } = await join('orders:8080:x');
    let connects = 0;
    bus.onConnect(() => {
      connects += 1;
    });
    for (let round = 0; round < 2; round += 1) {
      hub.goOffline();
      hub.goOnline();
    }
    assert.equal(connects, 2);
  });

  it('keeps two buses on one broker apart', async () => {
    const { bus } = await join('config:8888:c', { destination: 'blue' });
    const green = await join('orders:8080:x', { destination: 'green' });
    await bus.publishEvent(refresh('e-1', '**'));
    await settle();
    assert.deepEqual(green.events, []);
  });

  it('stops twice and hears nothing afterwards', async () => {
    const { bus, events } = await join('orders:8080:x');
    await bus.stop();
    await bus.stop();
    hub.publish(
      'springCloudBus',
      new TextEncoder().encode(JSON.stringify(refresh('e', '**'))),
      false,
    );
    await settle();
    assert.deepEqual(events, []);
  });
});
