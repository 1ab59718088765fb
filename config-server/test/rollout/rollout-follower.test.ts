import assert from 'node:assert/strict';
import { type Bus, createBus, createMemoryTransport, MemoryHub } from '@vernal/bus';
import { silentLogger } from '@vernal/core';
import { ManualTime, seededRandom, settle } from '@vernal/core/testing';
import { type Acknowledgement, createAckEvent, createRefreshEvent } from '@vernal/protocol/bus';
import type { KnownKeys } from '../../src/environments/known-keys.ts';
import type { KnownKey } from '../../src/ports/key-store.ts';
import { RolloutBook } from '../../src/rollout/rollout-book.ts';
import { RolloutFollower } from '../../src/rollout/rollout-follower.ts';
import { RolloutView } from '../../src/rollout/rollout-view.ts';

const MINUTE_MS = 60_000;
const KNOWN: KnownKey = {
  ...{ application: 'orders', profiles: 'prod', label: null, revision: 'b2', announced: 'b2' },
  ...{ changedKeys: ['size'], changedAt: 0, eventId: 'e-2', told: true },
};
const ACK: Acknowledgement = {
  ...{ eventId: 'e-1', busId: 'orders:8080:1', application: 'orders', instanceId: 'orders-1' },
  ...{ profiles: 'prod', label: '', commit: 'a1', outcome: 'applied', at: 1 },
};

describe('the rollout as acknowledgements tell it', () => {
  let hub: MemoryHub;
  let time: ManualTime;
  let stops: (() => Promise<void>)[];
  let instance: Bus;

  beforeEach(async () => {
    hub = new MemoryHub();
    time = new ManualTime();
    stops = [];
    instance = await join('orders:8080:1');
  });
  afterEach(async () => {
    for (const stop of stops.toReversed()) await stop();
  });

  async function join(busId: string): Promise<Bus> {
    const transport = createMemoryTransport(hub);
    const bus = createBus({ transport, busId, clock: time, logger: silentLogger });
    await bus.start();
    stops.push(() => bus.stop());
    return bus;
  }

  async function startServer(name: string, faults: Partial<Bus> = {}) {
    const bus = await join(`vernal-config:8888:${name}`);
    Object.assign(bus, faults);
    const book = new RolloutBook();
    const known = { ...KNOWN, changedAt: time.now() };
    const knownKeys = { all: () => [known], get: () => known } as unknown as KnownKeys;
    const turnOfOthers = () => Promise.resolve();
    const view = new RolloutView({
      ...{ book, knownKeys, turnOfOthers, clock: time, lateAfterMs: 30_000 },
    });
    const follower = new RolloutFollower({
      ...{ bus, book, view, knownKeys, forgetAfterMs: 10 * MINUTE_MS },
      ...{ clock: time, timers: time, random: seededRandom(1), logger: silentLogger },
    });
    await follower.start();
    stops.push(() => follower.stop());
    await settle();
    return { instances: () => view.rowsOf(view.acknowledgements()) };
  }

  function javaAck(busId: string, ackId: string) {
    const refresh = createRefreshEvent(
      { id: ackId, timestamp: 1, originService: 'vernal-config:8888:one' },
      'orders:**',
    );
    return createAckEvent({ id: `ack-${busId}`, timestamp: 5, originService: busId }, refresh);
  }

  it('is the same on a server that starts later, from what is retained', async () => {
    const one = await startServer('one');
    await instance.acknowledge({ ...ACK, commit: 'b2' });
    const java = await join('orders:9090:2');
    await java.publishEvent(javaAck(java.busId, 'e-2'));
    await settle();
    const other = await startServer('other');
    assert.deepEqual(other.instances(), one.instances());
    assert.deepEqual(
      one.instances().map(({ busId, outcome, commit, state }) => [busId, outcome, commit, state]),
      [
        ['orders:8080:1', 'applied', 'b2', 'current'],
        ['orders:9090:2', 'acknowledged', 'b2', 'current'],
      ],
    );
  });

  it('takes from a Java application what it acknowledges of our events, and of no others', async () => {
    const view = await startServer('one');
    const java = await join('orders:9090:2');
    await java.publishEvent(javaAck(java.busId, 'another event'));
    await settle();
    assert.deepEqual(view.instances(), []);
  });

  it('keeps what an instance said in full when it sends the acknowledgement of Spring, too', async () => {
    const view = await startServer('one');
    await instance.acknowledge({ ...ACK, commit: 'b2', outcome: 'refused', problem: 'no' });
    await instance.publishEvent(javaAck(instance.busId, 'e-2'));
    await settle();
    assert.deepEqual(
      view.instances().map(({ state, problem }) => [state, problem]),
      [['refused', 'no']],
    );
  });

  it('forgets an instance that was killed, on the broker as well', async () => {
    const view = await startServer('one');
    await instance.acknowledge(ACK);
    await settle();
    await time.advance(MINUTE_MS);
    assert.equal(view.instances()[0]?.state, 'late');
    await time.advance(10 * MINUTE_MS);
    await settle();
    assert.deepEqual(view.instances(), []);
    assert.deepEqual((await startServer('other')).instances(), []);
  });

  it('is cleared on the broker by one of three servers, not by each', async () => {
    const views = [];
    for (const name of ['one', 'two', 'three']) views.push(await startServer(name));
    const cleared: string[] = [];
    instance.onWithdrawal(({ busId }) => cleared.push(busId));
    await instance.acknowledge(ACK);
    await settle();
    await time.advance(13 * MINUTE_MS);
    await settle();
    assert.deepEqual(cleared, ['orders:8080:1']);
    for (const view of views) assert.deepEqual(view.instances(), []);
  });

  it('keeps an instance that goes on failing for as long as it repeats its schema', async () => {
    const view = await startServer('one');
    await instance.acknowledge({ ...ACK, outcome: 'failed', problem: 'no answer' });
    for (let minutes = 0; minutes < 60; minutes += 5) {
      await instance.announceSchema(schemaAt(time.now()));
      await time.advance(5 * MINUTE_MS);
    }
    assert.deepEqual(
      view.instances().map(({ state, problem }) => [state, problem]),
      [['late', 'no answer']],
    );
  });

  it('forgets one that ran with the newest commit once it ceased to repeat its schema, that as well', async () => {
    const view = await startServer('one');
    await startServer('two');
    const cleared: string[] = [];
    instance.onSchemaWithdrawal(({ busId }) => cleared.push(busId));
    await instance.acknowledge({ ...ACK, commit: 'b2' });
    await instance.announceSchema(schemaAt(time.now()));
    await time.advance(29 * MINUTE_MS);
    assert.equal(view.instances()[0]?.state, 'current');
    assert.deepEqual(cleared, []);
    await time.advance(3 * MINUTE_MS);
    await settle();
    assert.deepEqual(view.instances(), []);
    assert.deepEqual(cleared, ['orders:8080:1'], 'by one of the servers');
  });

  it('shows one that was forgotten while it was off the bus again when it returns', async () => {
    const view = await startServer('one');
    await instance.acknowledge(ACK);
    await time.advance(20 * MINUTE_MS);
    await settle();
    assert.deepEqual(view.instances(), []);
    await instance.acknowledge(ACK);
    await settle();
    await time.advance(5 * MINUTE_MS);
    assert.equal(view.instances()[0]?.state, 'late', 'has its time to catch up');
  });

  it('clears all others when one can not be cleared, and that one with the next sweep', async () => {
    const asked: string[] = [];
    let isRefused = true;
    await startServer('one', {
      clearSchema: ({ busId }) => {
        asked.push(busId);
        const isFault = isRefused && busId === ACK.busId;
        return isFault ? Promise.reject(new Error('refused')) : Promise.resolve();
      },
    });
    const other = await join('orders:9090:2');
    await instance.announceSchema(schemaAt(time.now()));
    await other.announceSchema({ ...schemaAt(time.now()), busId: other.busId });
    await time.advance(32 * MINUTE_MS);
    assert.deepEqual([...new Set(asked)], ['orders:8080:1', 'orders:9090:2']);
    isRefused = false;
    asked.length = 0;
    await time.advance(2 * MINUTE_MS);
    assert.deepEqual(asked, ['orders:8080:1']);
  });

  it('leaves what it was about to clear when it stops', async () => {
    const asked: string[] = [];
    let clear: () => void = () => undefined;
    await startServer('one', {
      clearSchema: ({ busId }) => {
        asked.push(busId);
        return new Promise((resolve) => {
          clear = resolve;
        });
      },
    });
    for (const name of ['2', '3']) {
      const other = await join(`orders:9090:${name}`);
      await other.announceSchema({ ...schemaAt(time.now()), busId: other.busId });
    }
    await time.advance(32 * MINUTE_MS);
    const stopFollower = stops.at(-3);
    const stopped = stopFollower?.();
    clear();
    await stopped;
    assert.deepEqual(asked, ['orders:9090:2']);
  });

  it('clears one whose clock is far behind once at most: what it says later shows that it lives', async () => {
    const view = await startServer('one');
    const cleared: string[] = [];
    instance.onSchemaWithdrawal(({ busId }) => cleared.push(busId));
    await instance.acknowledge({ ...ACK, commit: 'b2' });
    for (let minutes = 0; minutes < 90; minutes += 10) {
      await instance.announceSchema(schemaAt(time.now() - 300 * MINUTE_MS));
      if (minutes === 10) await instance.acknowledge({ ...ACK, commit: 'b2' });
      await time.advance(10 * MINUTE_MS);
    }
    assert.deepEqual(cleared, ['orders:8080:1']);
    assert.equal(view.instances()[0]?.state, 'current');
  });

  function schemaAt(at: number) {
    const { application, busId } = ACK;
    return { application, busId, profiles: 'prod', label: null, schema: {}, at };
  }
});
