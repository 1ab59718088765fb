import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { createMqttTransport } from '@vernal/bus';
import { describeBusTransport } from '@vernal/bus/testing';
import { Secret, silentLogger } from '@vernal/core';
import { RecordingLogger } from '@vernal/core/testing';
import type { AedesOptions } from 'aedes';
import { AedesHarness } from './aedes-harness.ts';

/** First bytes of packets. */
const CONNECT = 0x10;
const SUBSCRIBE = 0x82;
const PUBACK = 0x40;

describeBusTransport('MQTT over aedes', async () => {
  const harness = new AedesHarness();
  await harness.startBroker();
  return harness;
});

describe('MQTT transport', () => {
  let harness: AedesHarness | undefined;

  async function open(options: AedesOptions = {}): Promise<AedesHarness> {
    harness = new AedesHarness(options);
    await harness.startBroker();
    return harness;
  }

  afterEach(() => harness?.close());

  it('says once that the broker is away and once that it is back', async () => {
    const broker = await open();
    const logger = new RecordingLogger();
    const transport = broker.createTransport({ logger });
    let connects = 0;
    const twice = new Promise<void>((resolve) => {
      transport.onConnect(() => {
        connects += 1;
        if (connects === 1) void broker.stopBroker().then(() => broker.startBroker());
        if (connects === 2) resolve();
      });
    });
    await transport.start();
    await twice;
    await transport.stop();
    assert.deepEqual(
      logger.lines.map(({ level, message }) => `${level}: ${message}`),
      [
        'info: the bus is connected',
        'warn: the bus is away; trying until it is back',
        'info: the bus is back',
      ],
    );
  });

  it('tries on after wrong credentials, and no log line shows them', async () => {
    let accept = false;
    const broker = await open({
      authenticate: (_client, username, password, done) => {
        done(null, accept && username === 'bus' && password?.toString() === 'hunter2');
        accept = true;
      },
    });
    const logger = new RecordingLogger();
    const url = new URL(broker.url);
    url.username = 'shown-nowhere';
    url.password = 'neither-this';
    const transport = broker.createTransport({
      url: url.href,
      username: 'bus',
      password: new Secret('hunter2'),
      logger,
    });
    const connect = new Promise<void>((resolve) => {
      transport.onConnect(resolve);
    });
    await transport.start();
    await connect;
    await transport.stop();
    const log = JSON.stringify(logger.lines);
    assert.match(log, /Not authorized/);
    assert.doesNotMatch(log, /hunter2|shown-nowhere|neither-this/);
  });

  it('rejects what was on its way with BUS_OFFLINE when the connection breaks', async () => {
    let sockets = 0;
    const broker = await open({
      published: (packet) => {
        if (packet.topic === 'bus/a') sockets += 1;
      },
      authorizePublish: () => void broker.stopBroker(),
    });
    const transport = broker.createTransport();
    const connect = new Promise<void>((resolve) => {
      transport.onConnect(resolve);
    });
    await transport.start();
    await connect;
    await assert.rejects(transport.publish('bus/a', '{}', { retain: false }), {
      code: 'BUS_OFFLINE',
    });
    assert.equal(sockets, 0);
    await transport.stop();
  });

  it('survives a server that is no broker', async () => {
    let attempts = 0;
    const server = net.createServer((socket) => {
      attempts += 1;
      socket.on('error', () => undefined).resume();
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
      if (attempts === 3) server.emit('thrice');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const transport = createMqttTransport({
      url: `mqtt://127.0.0.1:${port}`,
      clientId: 'a',
      logger: silentLogger,
    });
    const thrice = once(server, 'thrice');
    await transport.start();
    await thrice;
    assert.equal(transport.connected, false);
    await transport.stop();
    server.close();
    await once(server, 'close');
  });

  it('acknowledges in one go what arrives in one go', async () => {
    const event = Buffer.from([0x32, 7, 0, 1, 0x61, 0, 1, 0x7b, 0x7d]);
    const { transport, heard, stop } = await joinBroker((asked) =>
      Buffer.concat([granted(asked, 1), event, event, event]),
    );
    transport.subscribe('a', () => undefined);
    const acknowledged = heard(PUBACK);
    await transport.start();
    assert.equal((await acknowledged).length, 3 * 4);
    await stop();
  });

  it('asks for each filter with the quality that its subscriber wants', async () => {
    const { transport, heard, stop } = await joinBroker((asked) => granted(asked, 1, 0));
    transport.subscribe('a', () => undefined);
    transport.subscribe('b', () => undefined, { qos: 0 });
    const asked = heard(SUBSCRIBE);
    await transport.start();
    const filters = (await asked).subarray(4);
    assert.deepEqual(filters, Buffer.from([0, 1, 0x61, 1, 0, 1, 0x62, 0]));
    await stop();
  });

  for (const url of ['localhost:1883', 'http://localhost', 'mqtt://', '']) {
    it(`refuses the URL '${url}' and names the option`, () => {
      assert.throws(() => createMqttTransport({ url, clientId: 'a', logger: silentLogger }), {
        code: 'OPTIONS_BAD_BUS_URL',
        message: /vernal\.bus\.url/,
      });
    });
  }
});

/** A transport that is not started, and a broker that answers its SUBSCRIBE as a test says. */
async function joinBroker(answer: (asked: Buffer) => Uint8Array) {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const [head = 0] = chunk;
      if (head === CONNECT) socket.write(Uint8Array.of(0x20, 2, 0, 0));
      if (head === SUBSCRIBE) socket.write(answer(chunk));
      server.emit(`heard ${head}`, chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `mqtt://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  const transport = createMqttTransport({ url, clientId: 'a', logger: silentLogger });
  return {
    transport,
    /** The first packets that arrive together and begin with one of this kind. */
    heard: async (head: number): Promise<Buffer> => (await once(server, `heard ${head}`))[0],
    async stop() {
      await transport.stop();
      server.close();
    },
  };
}

/** The SUBACK to a SUBSCRIBE. */
function granted(asked: Buffer, ...qualities: readonly number[]): Buffer {
  return Buffer.from([0x90, 2 + qualities.length, asked[2] ?? 0, asked[3] ?? 0, ...qualities]);
}
