import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { heldBytes, rawRequest } from '@vernal/server-kit/testing';
import { useRegistry } from './running-registry.ts';

const TEN_MB = 10 * 1024 * 1024;
const CHUNK = 'x'.repeat(64 * 1024);

const HEAD = [
  'POST /eureka/apps/ORDERS HTTP/1.1',
  'Host: registry',
  'Content-Type: application/json',
  'Connection: close',
];

function head(...lines: readonly string[]): string {
  return [...HEAD, ...lines, '', ''].join('\r\n');
}

/** A body of that length; `look` is called now and then while it is sent. */
function* chunked(bytes: number, look: () => void): Iterable<string> {
  yield head('Transfer-Encoding: chunked');
  for (let sent = 0; sent < bytes; sent += CHUNK.length) {
    if (sent % (128 * CHUNK.length) === 0) look();
    yield `10000\r\n${CHUNK}\r\n`;
  }
  yield '0\r\n\r\n';
}

describe('a request that is too large', () => {
  const registry = useRegistry();

  afterEach('the registry works on', () => registry.register().expect(204));

  it('is refused by its announced length, before any of it arrives', async () => {
    const answer = await rawRequest(registry.port, [head(`Content-Length: ${TEN_MB}`)]);
    assert.equal(answer.status, 413);
    assert.match(answer.text, /content-length: 0\r\n/i);
  });

  it('is refused without being held when it comes in chunks', async () => {
    const samples: number[] = [];
    const look = () => {
      samples.push(heldBytes());
    };
    const answer = await rawRequest(registry.port, chunked(3 * TEN_MB, look));
    assert.equal(answer.status, 413);
    const grown = Math.max(...samples) - Math.min(...samples);
    assert.ok(grown < TEN_MB, `${grown} bytes were held`);
  });

  it('is refused at the limit when it grows by decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * TEN_MB));
    const { rss } = process.memoryUsage();
    const answer = await rawRequest(registry.port, [
      head('Content-Encoding: gzip', `Content-Length: ${bomb.length}`),
      bomb,
    ]);
    assert.equal(answer.status, 413);
    assert.ok(process.memoryUsage().rss - rss < 5 * TEN_MB, 'the bomb went off');
  });

  it('is refused when its head is too large, or has too many fields to be kept', async () => {
    const long = await rawRequest(registry.port, [head(`X-Long: ${'x'.repeat(32 * 1024)}`)]);
    assert.equal(long.status, 431);
    const many = Array.from({ length: 3_000 }, (_, index) => `X-${index}: 1`);
    const answer = await rawRequest(registry.port, [head(...many)]);
    assert.equal(answer.status, 431);
  });

  it('is refused when it is nested deeply', async () => {
    const deep = '['.repeat(10_000);
    for (const body of [deep, `{"instance":${deep}`, `${'{"instance":'.repeat(1_000)}`]) {
      await registry.http
        .post('/eureka/apps/ORDERS')
        .set('content-type', 'application/json')
        .send(body)
        .expect(400);
    }
  });

  it('is cut off when it is no HTTP at all', async () => {
    for (const bytes of ['\x16\x03\x01\x02', 'GET\r\n\r\n', `${'x'.repeat(100)}\r\n\r\n`]) {
      const { status } = await rawRequest(registry.port, [bytes]);
      assert.equal(status, 400);
    }
  });
});

describe('a request that is sent slowly', () => {
  const registry = useRegistry({ 'vernal.http.request-timeout': '200ms' });

  it('is cut off, whether its head or its body does not come, or nothing at all', async () => {
    const unfinished = ['', 'GET /eureka/apps HTTP/1.1\r\nHost:', head('Content-Length: 10')];
    const answers = await Promise.all(unfinished.map((sent) => rawRequest(registry.port, [sent])));
    for (const { status } of answers) assert.ok(status === 408 || status === 0, String(status));
    await registry.register().expect(204);
  });
});
