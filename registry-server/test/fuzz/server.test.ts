import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { decodeApplications } from '@vernal/protocol/eureka';
import { fuzzRuns, MAX_MS_PER_INPUT, rawRequest } from '@vernal/server-kit/testing';
import fc from 'fast-check';
import { useRegistry } from '../http/running-registry.ts';
import { fuzzed } from './fuzzed.ts';
import { loadCorpus } from './golden-corpus.ts';

const corpus = loadCorpus();
const bodies = [...corpus.registrations, ...corpus.xmlRegistrations, ...corpus.replicationLists];
/** A request costs as much as a hundred decodings. */
const runs = Math.max(100, Math.ceil(fuzzRuns / 100));

/** One of five parts is not as it was recorded. */
function changed<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** A recorded request, and what takes the place of its parts. */
const request = fc
  .record({
    recorded: fc.constantFrom(...corpus.requests),
    method: changed(fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH', 'x y', '')),
    path: changed(fuzzed(corpus.urls)),
    accept: changed(fuzzed(corpus.accepts)),
    contentType: changed(fuzzed(corpus.contentTypes)),
    body: changed(fuzzed(bodies)),
    compression: fc.constantFrom('none', 'none', 'gzip', 'broken'),
  })
  .map(({ recorded: { headers, ...recorded }, compression, ...changes }) => {
    const text = changes.body ?? recorded.body ?? '';
    const body = compression === 'gzip' ? gzipSync(text) : Buffer.from(text);
    const head = [
      `${changes.method ?? recorded.method} ${changes.path ?? recorded.path} HTTP/1.1`,
      'Host: registry',
      'Connection: close',
      `Accept: ${changes.accept ?? headers['Accept'] ?? '*/*'}`,
      `Content-Type: ${changes.contentType ?? headers['Content-Type'] ?? 'application/json'}`,
      `Content-Length: ${body.length}`,
      ...(compression === 'none' ? [] : ['Content-Encoding: gzip']),
    ];
    return [`${head.join('\r\n')}\r\n\r\n`, body];
  });

describe('a registry that is sent anything', () => {
  const registry = useRegistry();

  it(`answers ${runs} requests without one 5xx, and lists what it took`, async function () {
    this.timeout(10_000 + fuzzRuns * MAX_MS_PER_INPUT);
    const counts = new Map<number, number>();
    const property = fc.asyncProperty(request, async (made) => {
      const { status } = await rawRequest(registry.port, made);
      counts.set(status, (counts.get(status) ?? 0) + 1);
      assert.ok(status < 500 && status !== 0, `status ${status}`);
    });
    await fc.assert(property, { numRuns: runs });
    const { text } = await registry.get('/eureka/apps').expect(200);
    assert.ok(decodeApplications(text).ok);
    await registry.http.get('/eureka/apps').expect(200);
    assert.deepEqual(
      registry.logger.lines.filter(({ level }) => level === 'error'),
      [],
    );
    const spread = [...counts].toSorted(([left], [right]) => left - right);
    if (this.test !== undefined) {
      this.test.title += `: ${spread.map(([status, count]) => `${count} x ${status}`).join(', ')}`;
    }
  });
});
