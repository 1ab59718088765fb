import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { createBalancer } from '../../src/balancer/balancer.ts';
import { createHttp, type Http } from '../../src/http/balanced-fetch.ts';
import { parseLogicalUrl } from '../../src/http/logical-url.ts';
import { closedPort, FakeServer } from '../fakes/fake-server.ts';
import { instances } from '../fakes/instances.ts';
import { manualRuntime } from '../fakes/manual-runtime.ts';

function httpTo(...ports: readonly number[]): Http {
  const list = instances(...ports);
  const discovery = { instances: (name: string) => (name === 'catalog' ? list : []) };
  const balancer = createBalancer(discovery, manualRuntime());
  return createHttp({ balancer, isService: (name) => discovery.instances(name).length > 0 });
}

describe('fetch by service name', () => {
  let server: FakeServer;

  beforeEach(async () => {
    server = await FakeServer.start(() => ({ status: 200, body: 'hello' }));
  });

  afterEach(() => server.stop());

  it('calls an instance with path and query byte for byte [client-sdk 16]', async () => {
    const response = await httpTo(server.port).fetch('http://CATALOG/a%2Fb/%C3%BC?q=a%20b&c=+#x');
    assert.equal(await response.text(), 'hello');
    assert.deepEqual(server.lines, ['GET /a%2Fb/%C3%BC?q=a%20b&c=+']);
    assert.equal(server.seen[0]?.headers.host, `127.0.0.1:${server.port}`);
  });

  it('has the type of global fetch and leaves other hosts alone [client-sdk 76]', async () => {
    const { fetch }: { fetch: typeof globalThis.fetch } = httpTo();
    assert.equal((await fetch(`${server.url}/plain`)).status, 200);
    assert.equal((await fetch(new URL(`${server.url}/url`))).status, 200);
    assert.equal((await fetch(new Request(`${server.url}/request`))).status, 200);
    assert.deepEqual(server.lines, ['GET /plain', 'GET /url', 'GET /request']);
  });

  it('sends method, headers and body of a Request', async () => {
    const headers = { 'x-test': 'yes' };
    const request = new Request('http://catalog/orders', { method: 'POST', headers, body: 'data' });
    await httpTo(server.port).fetch(request);
    const [seen] = server.seen;
    assert.equal(seen?.method, 'POST');
    assert.equal(seen.body, 'data');
    assert.equal(seen.headers['x-test'], 'yes');
  });

  it('answers from another instance when one refuses, a POST too', async () => {
    const http = httpTo(await closedPort(), server.port);
    for (let call = 0; call < 4; call += 1) {
      const response = await http.fetch('http://catalog/', { method: 'POST', body: 'x' });
      assert.equal(response.status, 200);
    }
    assert.equal(server.seen.length, 4);
  });

  it('gives an HTTP error to the caller and does not try again [client-sdk 20, 24]', async () => {
    server.answer = () => ({ status: 503 });
    assert.equal((await httpTo(server.port).fetch('http://catalog/')).status, 503);
    assert.equal(server.seen.length, 1);
  });

  it('sends the body of a Request to another instance when one refuses', async () => {
    const http = httpTo(await closedPort(), server.port);
    for (const body of ['one', 'two']) {
      await http.fetch(new Request('http://catalog/', { method: 'POST', body }));
    }
    assert.deepEqual(
      server.seen.map((request) => request.body),
      ['one', 'two'],
    );
  });

  it('sends a stream once only [client-sdk 25]', async () => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('piece');
    }
    const http = httpTo(await closedPort(), server.port);
    const outcomes: unknown[] = [];
    for (const body of [pieces(), pieces(), Readable.from(pieces()), Readable.from(pieces())]) {
      const init = { method: 'PUT', body, duplex: 'half' } as RequestInit;
      outcomes.push(await http.fetch('http://catalog/', init).catch((error: unknown) => error));
    }
    assert.equal(outcomes.filter((outcome) => outcome instanceof TypeError).length, 2);
    assert.deepEqual(server.lines, ['PUT /', 'PUT /']);
  });

  it('repeats no call whose answer leads to a server that is away', async () => {
    const gone = await closedPort();
    server.answer = () => ({ status: 303, location: `http://127.0.0.1:${gone}/` });
    const http = httpTo(server.port, server.port);
    const call = http.fetch('http://catalog/', { method: 'POST', body: 'order' });
    await assert.rejects(call, /fetch failed/);
    assert.deepEqual(server.lines, ['POST /']);
  });

  it('rejects with NO_INSTANCE for a service that nobody runs [client-sdk 15]', async () => {
    await assert.rejects(httpTo().fetch('http://nobody/'), { code: 'NO_INSTANCE' });
  });

  it('ends with the signal of the call [client-sdk 27]', async () => {
    server.answer = () => 'hang';
    const abort = new AbortController();
    const calling = httpTo(server.port).fetch('http://catalog/', { signal: abort.signal });
    while (server.seen.length === 0) await new Promise(setImmediate);
    abort.abort();
    await assert.rejects(calling, { name: 'AbortError' });
    assert.equal(server.seen.length, 1);
  });
});

describe('logical URL', () => {
  const isService = (name: string) => name === 'orders.v2';

  it('is one whose host has neither port nor dot, or is a known service', () => {
    for (const url of ['http://catalog/x', 'https://Catalog', 'http://orders.v2/']) {
      assert.ok(parseLogicalUrl(url, isService), url);
    }
    const plain = [
      'http://catalog:80x',
      'http://db:5432/',
      'http://localhost/',
      '/path',
      'ftp://x/',
    ];
    for (const url of [...plain, 'http://example.org/', 'http://[::1]/', 'http://10.0.0.1/']) {
      assert.equal(parseLogicalUrl(url, isService), undefined, url);
    }
  });
});
