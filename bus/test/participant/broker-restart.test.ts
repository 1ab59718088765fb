import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createBus } from '@vernal/bus';
import { silentLogger } from '@vernal/core';
import { ManualTime } from '@vernal/core/testing';
import { type ConfigState, createRefreshEvent } from '@vernal/protocol/bus';
import { AedesHarness } from '../adapters/aedes-harness.ts';

const STATE: ConfigState = {
  application: 'orders',
  profiles: 'default',
  label: null,
  commit: 'two',
  changedKeys: [],
  changedAt: 2,
  eventId: 'e-2',
};

describe('a broker that restarts and remembers nothing', () => {
  let harness: AedesHarness;
  const stops: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    harness = new AedesHarness();
    await harness.startBroker();
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    await harness.close();
  });

  async function join(busId: string) {
    const bus = createBus({
      transport: harness.createTransport(),
      busId,
      clock: new ManualTime(),
      logger: silentLogger,
    });
    stops.push(() => bus.stop());
    const connected = new Promise<void>((resolve) => {
      bus.onConnect(resolve);
    });
    await bus.start();
    await connected;
    return bus;
  }

  it('still brings the latest state and events to those who were connected', async () => {
    const config = await join('config:8888:c');
    const orders = await join(`orders:8080:${randomUUID()}`);
    const state = new Promise<ConfigState>((resolve) => {
      orders.onState(STATE, resolve);
    });
    const event = new Promise<string>((resolve) => {
      orders.onEvent(({ id }) => resolve(id));
    });

    await harness.stopBroker();
    await config.announceState({ ...STATE, commit: 'one' });
    await config.announceState(STATE);
    const back = new Promise<void>((resolve) => {
      orders.onConnect(resolve);
    });
    await harness.startBroker();
    assert.deepEqual(await state, STATE);

    await back;
    const stamp = { id: 'e-2', timestamp: 2, originService: config.busId };
    await config.publishEvent(createRefreshEvent(stamp, 'orders:**'));
    assert.equal(await event, 'e-2');
  });
});
