import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { systemTimers } from '@vernal/core';
import { ManualTime } from '@vernal/core/testing';
import { generate } from 'selfsigned';
import { AskableAddresses } from '../../src/adapters/askable-addresses.ts';
import { HttpInstanceProbe, type ResolveName } from '../../src/adapters/http-instance-probe.ts';

const HERE = new AskableAddresses({ listensOn: '127.0.0.1', allow: [] });
const OUTSIDE = new AskableAddresses({ listensOn: '0.0.0.0', allow: [] });
const NOT_ABORTED = new AbortController().signal;

function probeOf(addresses = HERE, resolve?: ResolveName): HttpInstanceProbe {
  const timers = systemTimers;
  return new HttpInstanceProbe({
    addresses,
    timers,
    timeoutMs: 2_000,
    ...(resolve && { resolve }),
  });
}

describe('asking an instance over HTTP', () => {
  const servers: Server[] = [];

  async function listen(server: Server): Promise<URL> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
    const { port } = server.address() as AddressInfo;
    return new URL(`http://127.0.0.1:${port}/`);
  }

  function serve(answer: RequestListener): Promise<URL> {
    return listen(createServer(answer));
  }

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      const closed = once(server, 'close');
      server.close();
      await closed;
    }
  });

  for (const status of [200, 302, 401, 404, 500, 503]) {
    it(`takes ${status} for a sign of life, and follows nothing`, async () => {
      const asked: IncomingMessage[] = [];
      const url = await serve((request, response) => {
        asked.push(request);
        response.writeHead(status, { location: '/elsewhere' }).end('x');
      });
      assert.deepEqual(await probeOf().ask(url, NOT_ABORTED), { kind: 'answered', status });
      assert.equal(asked.length, 1);
    });
  }

  it('sends no credentials, even if they stand in the URL', async () => {
    let headers: IncomingMessage['headers'] = {};
    const url = await serve((request, response) => {
      headers = request.headers;
      response.end();
    });
    url.username = 'root';
    url.password = 'secret';
    url.pathname = '/health';
    await probeOf().ask(url, NOT_ABORTED);
    assert.equal(headers.authorization, undefined);
    assert.equal(headers.host, url.host);
  });

  it('does not wait for a body', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200).write('the beginning');
    });
    assert.equal((await probeOf().ask(url, NOT_ABORTED)).kind, 'answered');
  });

  it('asks over TLS without looking at the certificate', async () => {
    const issued = await generate([{ name: 'commonName', value: 'somebody else' }], {
      keyType: 'ec',
      algorithm: 'sha256',
    });
    const server = createTlsServer({ cert: issued.cert, key: issued.private }, (_, response) => {
      response.writeHead(404).end();
    });
    const url = await listen(server);
    const secure = new URL(url.href.replace('http:', 'https:'));
    const answer = await probeOf().ask(secure, NOT_ABORTED);
    assert.deepEqual(answer, { kind: 'answered', status: 404 });
    assert.equal((await probeOf().ask(url, NOT_ABORTED)).kind, 'silent', 'plain HTTP to it');
  });

  it('tells a refused connection from silence', async () => {
    const url = await serve(() => undefined);
    const [server] = servers.splice(0);
    server?.close();
    assert.deepEqual(await probeOf().ask(url, NOT_ABORTED), { kind: 'refused' });
  });

  it('takes what is not HTTP for silence', async () => {
    const url = await listen(
      createTcpServer((socket) => socket.resume().end('SSH-2.0-OpenSSH\r\n')),
    );
    assert.deepEqual(await probeOf().ask(url, NOT_ABORTED), { kind: 'silent' });
  });

  it('gives up after the time limit, the name service included', async () => {
    const time = new ManualTime();
    const options = { addresses: HERE, timers: time, timeoutMs: 2_000 };
    const resolve = () => new Promise<readonly string[]>(() => undefined);
    const slowName = new HttpInstanceProbe({ ...options, resolve });
    const named = slowName.ask(new URL('http://n1.lab:8080/'), NOT_ABORTED);
    const mute = await serve(() => undefined);
    const asked = new HttpInstanceProbe(options).ask(mute, NOT_ABORTED);
    await time.advance(2_000);
    assert.deepEqual([(await named).kind, (await asked).kind], ['silent', 'silent']);
    assert.equal(time.pending, 0);
  });

  it('ends at once when the registry stops', async () => {
    const stop = new AbortController();
    const url = await serve(() => stop.abort());
    assert.equal((await probeOf().ask(url, stop.signal)).kind, 'silent');
  });

  it('calls nothing when one of the addresses of a name is not allowed', async () => {
    let calls = 0;
    const { port } = await serve((_request, response) => {
      calls += 1;
      response.end();
    });
    const resolve = () => Promise.resolve(['127.0.0.1', '169.254.169.254']);
    const url = new URL(`http://n1.lab:${port}/`);
    assert.equal((await probeOf(HERE, resolve).ask(url, NOT_ABORTED)).kind, 'not-allowed');
    assert.equal(calls, 0);
  });

  it('calls the address that was checked, though the name has another by then', async () => {
    const { port } = await serve((_request, response) => response.end());
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    let asked = 0;
    const resolve = () => Promise.resolve(answers[asked++] ?? []);
    const result = await probeOf(HERE, resolve).ask(new URL(`http://n1.lab:${port}/`), NOT_ABORTED);
    assert.equal(result.kind, 'answered');
    assert.equal(asked, 1);
  });

  for (const host of [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '[::1]',
    '[::ffff:7f00:1]',
  ]) {
    it(`does not call loopback from a public address, written as ${host}`, async () => {
      const { kind } = await probeOf(OUTSIDE).ask(new URL(`http://${host}:9/`), NOT_ABORTED);
      assert.equal(kind, 'not-allowed');
    });
  }

  it('takes a name without address for silence', async () => {
    const resolve = () => Promise.reject(new Error('ENOTFOUND'));
    const { kind } = await probeOf(HERE, resolve).ask(new URL('http://n1.lab/'), NOT_ABORTED);
    assert.equal(kind, 'silent');
  });
});
