import assert from 'node:assert/strict';
import { createBus, createMemoryTransport, MemoryHub } from '@vernal/bus';
import { silentLogger } from '@vernal/core';
import { ManualTime, settle } from '@vernal/core/testing';
import {
  type AckEvent,
  type ConfigState,
  createAckEvent,
  createRefreshEvent,
  type PinDecision,
} from '@vernal/protocol/bus';

const STATE: ConfigState = {
  ...{ application: 'orders', profiles: 'dev', label: null, commit: 'one', changedKeys: [] },
  ...{ changedAt: 1, eventId: 'e-1' },
};
const PIN: PinDecision = {
  ...{ application: 'orders', label: 'feature/x', commits: ['f00d'], action: 'pin' },
  ...{ by: 'ann', at: 1, revision: 1 },
};

describe('what servers tell each other over the bus', () => {
  let hub: MemoryHub;
  let stops: (() => Promise<void>)[];
  beforeEach(() => {
    hub = new MemoryHub();
    stops = [];
  });
  afterEach(async () => {
    for (const stop of stops) await stop();
  });

  async function join(busId: string) {
    const transport = createMemoryTransport(hub);
    const bus = createBus({ transport, busId, clock: new ManualTime(), logger: silentLogger });
    await bus.start();
    stops.push(() => bus.stop());
    return bus;
  }

  it('states of all keys and decisions about all applications reach one that comes later', async () => {
    const early = await join('config:8888:a');
    await early.announceState(STATE);
    await early.announceState({ ...STATE, profiles: 'prod', label: 'a/b' });
    await early.announcePin(PIN);
    await early.announcePin({ ...PIN, action: 'release', revision: 2 });
    const late = await join('config:8888:b');
    const states: ConfigState[] = [];
    const pins: PinDecision[] = [];
    late.onAnyState((state) => states.push(state));
    late.onPin((pin) => pins.push(pin));
    await settle();
    assert.deepEqual(
      states.map(({ profiles, label }) => [profiles, label]),
      [
        ['dev', null],
        ['prod', 'a/b'],
      ],
    );
    assert.deepEqual(pins, [{ ...PIN, action: 'release', revision: 2 }], 'the latest alone');
  });

  it('a change of a repository reaches the others, not the one that tells it', async () => {
    const [teller, other] = [await join('config:8888:a'), await join('config:8888:b')];
    const told: string[] = [];
    teller.onRepositoryChange(() => assert.fail('it knows already'));
    other.onRepositoryChange(({ by }) => told.push(by));
    await teller.announceRepositoryChange({ by: teller.busId, at: 1 });
    await settle();
    assert.deepEqual(told, ['config:8888:a']);
  });

  it('an acknowledgement of Spring reaches whoever counts them, as no event', async () => {
    const server = await join('config:8888:a');
    const java = await join('orders:8080:x');
    const acks: AckEvent[] = [];
    server.onSpringAcknowledgement((ack) => acks.push(ack));
    server.onEvent(() => assert.fail('an acknowledgement is no event'));
    const stamp = { id: 'ack-1', timestamp: 1, originService: java.busId };
    const event = createRefreshEvent({ ...stamp, id: 'e-1' }, 'orders:**');
    const ack = createAckEvent(stamp, event);
    await java.publishEvent(ack);
    await settle();
    assert.deepEqual(acks, [ack]);
  });

  it('the acknowledgement of one that died is cleared by another', async () => {
    const instance = await join('orders:8080:x');
    const server = await join('config:8888:a');
    const by = { application: 'orders', busId: 'orders:8080:x' };
    const ack = { ...by, eventId: 'e', instanceId: '', commit: 'one', at: 1 };
    await instance.acknowledge({ ...ack, outcome: 'applied' });
    await server.clearAcknowledgement(by);
    const later = await join('config:8888:b');
    later.onAcknowledgement(() => assert.fail('it is gone'));
    await settle();
  });
});
