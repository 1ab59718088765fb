import assert from 'node:assert/strict';
import type { BusTransport, TransportMessage } from '../ports/bus-transport.ts';

/** A broker under the suite's control. */
export interface BusTransportHarness {
  /** A further transport to the same broker, not started. The suite stops it. */
  createTransport(): BusTransport;
  /** Takes the broker away; what it retained may be lost. */
  stopBroker(): Promise<void>;
  /** Brings it back under the same address. */
  startBroker(): Promise<void>;
  /** Ends everything. */
  close(): Promise<void>;
}

/** What every transport of the bus must do. Run it with mocha for each adapter and broker. */
export function describeBusTransport(
  name: string,
  openHarness: () => Promise<BusTransportHarness>,
): void {
  describe(`bus transport contract: ${name}`, () => {
    let harness: BusTransportHarness;
    let transports: BusTransport[];

    beforeEach(async () => {
      harness = await openHarness();
      transports = [];
    });
    afterEach(async () => {
      await Promise.all(transports.map((transport) => transport.stop()));
      await harness.close();
    });

    function create(): BusTransport {
      const transport = harness.createTransport();
      transports.push(transport);
      return transport;
    }

    async function connected(): Promise<BusTransport> {
      const transport = create();
      const connect = nextConnect(transport);
      await transport.start();
      await connect;
      return transport;
    }

    it('hands a message to every subscriber, the sender included', async () => {
      const [sender, receiver] = [await connected(), await connected()];
      const arrivals = [next(sender, 'bus/a'), next(receiver, 'bus/a')];
      await roundTrip(sender, receiver);
      await sender.publish('bus/a', 'grüße € 🚀', { retain: false });
      for (const message of await Promise.all(arrivals)) {
        assert.equal(textOf(message), 'grüße € 🚀');
        assert.equal(message.retained, false);
      }
    });

    it('selects by MQTT wildcards', async () => {
      const transport = await connected();
      const seen: string[] = [];
      transport.subscribe('bus/acks/+/+', ({ topic }) => seen.push(`+ ${topic}`));
      transport.subscribe('bus/tree/#', ({ topic }) => seen.push(`# ${topic}`));
      for (const topic of ['bus/acks/a/1', 'bus/acks/a', 'bus/tree/x/y', 'bus/other']) {
        await transport.publish(topic, '{}', { retain: false });
      }
      await roundTrip(transport, transport);
      assert.deepEqual(seen, ['+ bus/acks/a/1', '# bus/tree/x/y']);
    });

    it('keeps the last retained message of a topic for later subscribers', async () => {
      const [sender, receiver] = [await connected(), await connected()];
      await sender.publish('bus/state/a', 'old', { retain: true });
      await sender.publish('bus/state/a', 'new', { retain: true });
      await roundTrip(sender, sender);
      const message = await next(receiver, 'bus/state/a');
      assert.equal(textOf(message), 'new');
      assert.equal(message.retained, true);
    });

    it('forgets a retained message when an empty one replaces it', async () => {
      const [sender, receiver] = [await connected(), await connected()];
      await sender.publish('bus/state/a', 'old', { retain: true });
      await sender.publish('bus/state/a', '', { retain: true });
      await roundTrip(sender, sender);
      const seen: string[] = [];
      receiver.subscribe('bus/state/a', (message) => seen.push(textOf(message)));
      await roundTrip(sender, receiver);
      assert.deepEqual(seen, []);
    });

    it('ends a subscription and leaves the others of its filter', async () => {
      const transport = await connected();
      const seen: string[] = [];
      const cancel = transport.subscribe('bus/a', () => seen.push('first'));
      transport.subscribe('bus/a', () => seen.push('second'));
      cancel();
      cancel();
      await transport.publish('bus/a', '{}', { retain: false });
      await roundTrip(transport, transport);
      assert.deepEqual(seen, ['second']);
    });

    it('goes on when a receiver throws [bus 44]', async () => {
      const transport = await connected();
      const seen: string[] = [];
      transport.subscribe('bus/a', () => {
        throw new Error('a receiver failed');
      });
      transport.subscribe('bus/a', (message) => seen.push(textOf(message)));
      await transport.publish('bus/a', '1', { retain: false });
      await transport.publish('bus/a', '2', { retain: false });
      await roundTrip(transport, transport);
      assert.deepEqual(seen, ['1', '2']);
    });

    it('refuses to publish before the start and after the stop with BUS_OFFLINE', async () => {
      const transport = create();
      await rejectsOffline(transport);
      const connect = nextConnect(transport);
      await transport.start();
      await connect;
      await transport.stop();
      await rejectsOffline(transport);
      assert.equal(transport.connected, false);
    });

    it('starts while the broker is away and connects when it comes', async () => {
      await harness.stopBroker();
      const transport = create();
      const connect = nextConnect(transport);
      await transport.start();
      assert.equal(transport.connected, false);
      await rejectsOffline(transport);
      await harness.startBroker();
      await connect;
      assert.equal(transport.connected, true);
    });

    it('subscribes again after an outage, before it tells of the connect [bus 37]', async () => {
      const transport = await connected();
      const arrival = next(transport, 'bus/a');
      const connect = nextConnect(transport);
      await harness.stopBroker();
      await rejectsOffline(transport);
      await harness.startBroker();
      await connect;
      await transport.publish('bus/a', 'after the outage', { retain: false });
      assert.equal(textOf(await arrival), 'after the outage');
    });

    it('stops twice, without a start, and while it starts', async () => {
      const transport = create();
      await transport.stop();
      const starting = transport.start();
      await Promise.all([transport.stop(), transport.stop(), starting]);
      assert.equal(transport.connected, false);
    });
  });
}

function next(transport: BusTransport, filter: string): Promise<TransportMessage> {
  return new Promise((resolve) => {
    const cancel = transport.subscribe(filter, (message) => {
      queueMicrotask(() => cancel());
      resolve(message);
    });
  });
}

function nextConnect(transport: BusTransport): Promise<void> {
  return new Promise((resolve) => {
    const cancel = transport.onConnect(() => {
      queueMicrotask(() => cancel());
      resolve();
    });
  });
}

/** Resolves when all that was sent before has been delivered: messages of one sender keep their order. */
async function roundTrip(sender: BusTransport, receiver: BusTransport): Promise<void> {
  const topic = `bus/barrier`;
  let arrived = false;
  const arrival = next(receiver, topic).then(() => {
    arrived = true;
  });
  while (!arrived) {
    await sender.publish(topic, '{}', { retain: false });
    await Promise.race([arrival, new Promise(setImmediate)]);
  }
}

async function rejectsOffline(transport: BusTransport): Promise<void> {
  await assert.rejects(transport.publish('bus/a', '{}', { retain: false }), {
    code: 'BUS_OFFLINE',
  });
}

function textOf({ payload }: TransportMessage): string {
  return new TextDecoder().decode(payload);
}
