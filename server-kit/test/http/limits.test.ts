import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import request from 'supertest';
import { withDaemon } from '../daemon/with-daemon.ts';

/** A connection that sent some bytes. */
async function open(port: number, bytes = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(bytes);
  return socket;
}

describe('a connection', () => {
  const IMPATIENT = { 'vernal.http.request-timeout': '100ms' };

  it('that sends its head too slowly is answered with 408 and closed', () =>
    withDaemon({ settings: IMPATIENT }, async ({ port }) => {
      const socket = await open(port, 'GET /greeting HTTP/1.1\r\nhost: a\r\nx-slow: ');
      assert.match(await text(socket), /^HTTP\/1\.1 408 /);
    }));

  it('that sends its body too slowly is answered with 408 and closed', () =>
    withDaemon({ settings: IMPATIENT }, async ({ port }) => {
      const head = 'POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nabc';
      assert.match(await text(await open(port, head)), /^HTTP\/1\.1 408 /);
    }));

  it('with a URL that is too long is answered with 431', () =>
    withDaemon({}, async ({ port }) => {
      const socket = await open(port, `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`);
      assert.match(await text(socket), /^HTTP\/1\.1 431 /);
    }));

  it('that is idle keeps nobody else from being served, however many there are', () =>
    withDaemon({}, async ({ port, url }) => {
      const idle = await Promise.all(Array.from({ length: 300 }, () => open(port)));
      await request(url).get('/hot').expect(200);
      for (const socket of idle) socket.destroy();
    }));

  it('beyond the number that the options allow is closed; the others go on', () =>
    withDaemon({ settings: { 'server.tomcat.max-connections': 2 } }, async ({ port }) => {
      const GET = 'GET /hot HTTP/1.1\r\nhost: a\r\n\r\n';
      const [first, second] = [await open(port, GET), await open(port)];
      await once(first, 'data');
      const third = await open(port);
      await once(third.resume(), 'close');
      second.write(GET);
      assert.match(String(await once(second, 'data')), /^HTTP\/1\.1 200 /);
      first.destroy();
      second.destroy();
    }));
});
