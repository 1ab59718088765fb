import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import type { BusTransport } from '@vernal/bus';
import { describeBusTransport } from '@vernal/bus/testing';
import { busDaemon } from '@vernal/bus-broker';
import { Secret, silentLogger } from '@vernal/core';
import { RecordingLogger, settle } from '@vernal/core/testing';
import { startDaemon } from '@vernal/server-kit';
import { DaemonHarness } from './daemon-harness.ts';

describeBusTransport('MQTT over vernal-bus', async () => {
  const harness = new DaemonHarness();
  await harness.startBroker();
  return harness;
});

describe('vernal-bus', () => {
  const transports: BusTransport[] = [];
  let harness: DaemonHarness;

  afterEach(async () => {
    await Promise.all(transports.splice(0).map((transport) => transport.stop()));
    await harness.close();
  });

  async function connected(
    options: Parameters<DaemonHarness['createTransport']>[0] = {},
  ): Promise<BusTransport> {
    const transport = harness.createTransport(options);
    transports.push(transport);
    const connect = new Promise<void>((resolve) => {
      transport.onConnect(resolve);
    });
    await transport.start();
    await connect;
    return transport;
  }

  async function rawConnection(): Promise<net.Socket> {
    const socket = net.connect(harness.mqttPort, '127.0.0.1');
    socket.on('error', () => undefined).resume();
    await once(socket, 'connect');
    return socket;
  }

  it('reports clients, subscriptions and retained messages in health and metrics', async () => {
    harness = new DaemonHarness();
    await harness.startBroker();
    const transport = await connected();
    const arrived = new Promise<void>((resolve) => {
      transport.subscribe('bus/+', () => resolve());
    });
    await transport.publish('bus/state', '{}', { retain: true });
    await arrived;

    const { body } = await harness.http.get('/actuator/health').expect(200);
    assert.deepEqual(body.components.broker, {
      status: 'UP',
      details: { port: harness.mqttPort, clients: 1, subscriptions: 1, retained: 1 },
    });
    const { text } = await harness.http.get('/actuator/prometheus').expect(200);
    assert.match(text, /^vernal_bus_clients 1$/m);
    assert.match(text, /^vernal_bus_retained_messages 1$/m);
    assert.match(text, /^vernal_bus_published_total 1$/m);
  });

  it('lets in the users of the HTTP side and nobody else, and logs no password', async () => {
    const logger = new RecordingLogger();
    harness = new DaemonHarness(
      { 'spring.security.user.name': 'fleet', 'spring.security.user.password': 'hunter2' },
      logger,
    );
    await harness.startBroker(['fleet', 'hunter2']);
    await harness.http.get('/actuator/prometheus').expect(401);

    const clientLogger = new RecordingLogger();
    const intruder = harness.createTransport({
      username: 'fleet',
      password: new Secret('wr0ng-guess'),
      logger: clientLogger,
    });
    transports.push(intruder);
    await intruder.start();
    while (clientLogger.lines.length === 0) await settle();
    const member = await connected({ username: 'fleet', password: new Secret('hunter2') });

    await member.publish('bus/a', '{}', { retain: false });
    await assert.rejects(intruder.publish('bus/a', '{}', { retain: false }), {
      code: 'BUS_OFFLINE',
    });
    const log = JSON.stringify([logger.lines, clientLogger.lines]);
    assert.match(log, /Not authorized/);
    assert.doesNotMatch(log, /hunter2|wr0ng-guess/);
  });

  const garbage: Readonly<Record<string, Buffer>> = {
    'what is no MQTT': Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    'a packet before CONNECT': Buffer.from([0xc0, 0]),
    'a length that has no end': Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0xff]),
    'a CONNECT of 200 MiB': Buffer.from([0x10, 0x80, 0x80, 0x80, 0x64]),
  };
  for (const [title, bytes] of Object.entries(garbage)) {
    it(`closes the connection that sends ${title}, and no other`, async () => {
      harness = new DaemonHarness();
      await harness.startBroker();
      const member = await connected();
      const socket = await rawConnection();
      socket.write(bytes);
      await once(socket, 'close');
      await member.publish('bus/a', '{}', { retain: false });
      assert.equal(member.connected, true);
    });
  }

  it('disconnects a client whose packet is larger than allowed, before it is complete', async () => {
    harness = new DaemonHarness({ 'vernal.bus.max-packet': '10KB' });
    await harness.startBroker();
    const client = await connected();
    await client.publish('bus/a', 'x'.repeat(10_000), { retain: false });
    await assert.rejects(client.publish('bus/a', 'x'.repeat(11_000), { retain: false }), {
      code: 'BUS_OFFLINE',
    });
  });

  it('closes connections beyond the limit', async () => {
    harness = new DaemonHarness({ 'vernal.bus.max-connections': 1 });
    await harness.startBroker();
    const member = await connected();
    const socket = await rawConnection();
    await once(socket, 'close');
    assert.equal(member.connected, true);
  });

  it('names the MQTT port, who wants it and the option when it is in use', async () => {
    harness = new DaemonHarness();
    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as net.AddressInfo;
    await assert.rejects(
      startDaemon(
        busDaemon,
        { 'server.port': 0, 'vernal.bus.port': port },
        { logger: silentLogger },
      ),
      {
        code: 'BUS_CANNOT_LISTEN',
        message: new RegExp(`port ${port} .*vernal-bus \\(MQTT\\).*--vernal\\.bus\\.port=`),
      },
    );
    other.close();
    await once(other, 'close');
  });

  it('refuses a public address without credentials, for MQTT as for HTTP', async () => {
    harness = new DaemonHarness();
    await assert.rejects(startDaemon(busDaemon, { 'server.address': '0.0.0.0' }), {
      code: 'OPTIONS_INVALID',
      message: /server\.address/,
    });
  });

  it('stops although clients and half-open connections are there', async () => {
    harness = new DaemonHarness();
    await harness.startBroker();
    await connected();
    const socket = await rawConnection();
    const closed = once(socket, 'close');
    await harness.stopBroker();
    await closed;
  });
});
