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
    const suite = new Suite();
    beforeEach(async () => suite.open(await openHarness()));
    afterEach(() => suite.close());
    itDelivers(suite);
    itRetains(suite);
    itSubscribes(suite);
    itOutlivesOutages(suite);
  });
}

/** The broker and the transports of the test that runs. */
class Suite {
  #harness: BusTransportHarness | undefined;
  #transports: BusTransport[] = [];

  get harness(): BusTransportHarness {
    assert.ok(this.#harness);
    return this.#harness;
  }

  open(harness: BusTransportHarness): void {
    this.#harness = harness;
    this.#transports = [];
  }

  async close(): Promise<void> {
    await Promise.all(this.#transports.map((transport) => transport.stop()));
    await this.#harness?.close();
  }

  create(): BusTransport {
    const transport = this.harness.createTransport();
    this.#transports.push(transport);
    return transport;
  }

  async connected(): Promise<BusTransport> {
    const transport = this.create();
    const connect = nextConnect(transport);
    await transport.start();
    await connect;
    return transport;
  }
}

function itDelivers(suite: Suite): void {
  it('hands a message to every subscriber, the sender included', async () => {
    const [sender, receiver] = [await suite.connected(), await suite.connected()];
    const arrivals = [next(sender, 'bus/a'), next(receiver, 'bus/a')];
    await roundTrip(sender, receiver);
    await sender.publish('bus/a', 'grüße € 🚀', { retain: false });
    for (const message of await Promise.all(arrivals)) {
      assert.equal(textOf(message), 'grüße € 🚀');
      assert.equal(message.retained, false);
    }
  });

  it('selects by MQTT wildcards', async () => {
    const transport = await suite.connected();
    const seen: string[] = [];
    transport.subscribe('bus/acks/+/+', ({ topic }) => seen.push(`+ ${topic}`));
    transport.subscribe('bus/tree/#', ({ topic }) => seen.push(`# ${topic}`));
    for (const topic of ['bus/acks/a/1', 'bus/acks/a', 'bus/tree/x/y', 'bus/other']) {
      await transport.publish(topic, '{}', { retain: false });
    }
    await roundTrip(transport, transport);
    assert.deepEqual(seen, ['+ bus/acks/a/1', '# bus/tree/x/y']);
  });
}

function itRetains(suite: Suite): void {
  it('keeps the last retained message of a topic for later subscribers', async () => {
    const [sender, receiver] = [await suite.connected(), await suite.connected()];
    await sender.publish('bus/state/a', 'old', { retain: true });
    await sender.publish('bus/state/a', 'new', { retain: true });
    await roundTrip(sender, sender);
    const message = await next(receiver, 'bus/state/a');
    assert.equal(textOf(message), 'new');
    assert.equal(message.retained, true);
  });

  it('forgets a retained message when an empty one replaces it', async () => {
    const [sender, receiver] = [await suite.connected(), await suite.connected()];
    await sender.publish('bus/state/a', 'old', { retain: true });
    await sender.publish('bus/state/a', '', { retain: true });
    await roundTrip(sender, sender);
    const seen: string[] = [];
    receiver.subscribe('bus/state/a', (message) => seen.push(textOf(message)));
    await roundTrip(sender, receiver);
    assert.deepEqual(seen, []);
  });
}

function itSubscribes(suite: Suite): void {
  it('ends a subscription and leaves the others of its filter', async () => {
    const transport = await suite.connected();
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
    const transport = await suite.connected();
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
}

function itOutlivesOutages(suite: Suite): void {
  it('refuses to publish before the start and after the stop with BUS_OFFLINE', async () => {
    const transport = suite.create();
    await rejectsOffline(transport);
    const connect = nextConnect(transport);
    await transport.start();
    await connect;
    await transport.stop();
    await rejectsOffline(transport);
    assert.equal(transport.connected, false);
  });

  it('starts while the broker is away and connects when it comes', async () => {
    await suite.harness.stopBroker();
    const transport = suite.create();
    const connect = nextConnect(transport);
    await transport.start();
    assert.equal(transport.connected, false);
    await rejectsOffline(transport);
    await suite.harness.startBroker();
    await connect;
    assert.equal(transport.connected, true);
  });

  it('subscribes again after an outage, before it tells of the connect [bus 37]', async () => {
    const transport = await suite.connected();
    const arrival = next(transport, 'bus/a');
    const connect = nextConnect(transport);
    await suite.harness.stopBroker();
    await rejectsOffline(transport);
    await suite.harness.startBroker();
    await connect;
    await transport.publish('bus/a', 'after the outage', { retain: false });
    assert.equal(textOf(await arrival), 'after the outage');
  });

  it('stops twice, without a start, and while it starts', async () => {
    const transport = suite.create();
    await transport.stop();
    const starting = transport.start();
    await Promise.all([transport.stop(), transport.stop(), starting]);
    assert.equal(transport.connected, false);
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
  const arrival = next(receiver, 'bus/barrier').then(() => true);
  const turn = () => new Promise<false>((resolve) => setImmediate(resolve, false));
  do await sender.publish('bus/barrier', '{}', { retain: false });
  while (!(await Promise.race([arrival, turn()])));
}

async function rejectsOffline(transport: BusTransport): Promise<void> {
  await assert.rejects(transport.publish('bus/a', '{}', { retain: false }), {
    code: 'BUS_OFFLINE',
  });
}

function textOf({ payload }: TransportMessage): string {
  return new TextDecoder().decode(payload);
}
