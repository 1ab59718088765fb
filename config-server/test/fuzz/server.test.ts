import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { RecordingLogger } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import { fuzzRuns, MAX_MS_PER_INPUT, rawRequest } from '@vernal/server-kit/testing';
import fc from 'fast-check';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from '../http/start-config-server.ts';
import { fuzzed } from './fuzzed.ts';
import { cipherTextsOf, headerOf, loadCorpus } from './golden-corpus.ts';

const corpus = loadCorpus();
/** A request costs as much as a hundred decodings. */
const runs = Math.max(100, Math.ceil(fuzzRuns / 100));
/** What the protocol has answers for; 431 is Node's own to a head that is too large. */
const ALLOWED = new Set([200, 304, 400, 401, 403, 404, 405, 406, 409, 413, 415, 431]);
const HEADERS = [
  ...['X-Github-Event: push', 'X-Gitlab-Event: Push Hook', 'X-Gitea-Event: push'],
  ...['X-Vernal-Commit: 00ff', 'If-None-Match: *', 'Git-Protocol: version=2'],
];
const CREDENTIALS = [
  ...['orders:a', 'orders:a', 'ops:b', 'ops:b', 'ops:wrong', ':'].map(basic),
  ...['Bearer a.b.c', 'Basic', 'Basic %%%', 'Digest x', ''],
];
const USERS = {
  'vernal.security.users[0].name': 'orders',
  'vernal.security.users[0].password': 'a',
  'vernal.security.users[0].roles': 'reader',
  'vernal.security.users[0].applications': 'billing,foo*',
  'vernal.security.users[1].name': 'ops',
  'vernal.security.users[1].password': 'b',
};

const FILES = {
  'application.yml': `note: base\nref: '\${note}-x'\nlist: [a, b]\nsecret: '{cipher}${cipherTextsOf('aes-default')[0]}'\n`,
  'application-dev.yml': 'note: dev\n',
  'billing.yml': 'rate: 1\n---\nspring.config.activate.on-profile: dev & !eu\nrate: 2\n',
  'billing-dev.properties': 'rate=3\nlist[0]=z\n',
  'foo-bar.json': '{"a": {"b": 1}}',
  'nginx.conf': `server \${note};\n`,
  'sub/dir/f.txt': 'text\n',
  'logo.bin': '\u0000\u0001',
};

/** One of five parts is not as it was recorded. */
function changed<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

const paths = [
  ...corpus.paths,
  '/actuator/vernal/history/billing/dev?label=main',
  '/actuator/vernal/diff?app=billing&profile=dev&from=main&to=main',
  '/actuator/vernal/rollout',
  '/actuator/vernal/pin/billing',
  '/billing/dev/main/sub/dir/f.txt',
  '/git/config.git/info/refs?service=git-upload-pack',
  '/git/config.git/git-upload-pack',
  '/git/config.git/git-receive-pack',
];
/** What Git sends, beside the recorded bodies. */
const bodies = [
  ...corpus.bodies,
  '0014command=ls-refs\n0001000csymrefs0000',
  `0067${'0'.repeat(40)} ${'1'.repeat(40)} refs/heads/x\0 report-status0000PACK`,
];
const types = [...corpus.types, 'application/x-git-upload-pack-request'];

/** A recorded request, and what takes the place of its parts. */
const someRequest = fc
  .record({
    recorded: fc.constantFrom(...corpus.requests),
    method: changed(fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH', 'x y', '')),
    path: changed(fuzzed(paths)),
    accept: changed(fuzzed(corpus.accepts)),
    contentType: changed(fuzzed(types)),
    body: changed(fuzzed(bodies)),
    header: changed(fc.constantFrom(...HEADERS)),
    authorization: fc.constantFrom(...CREDENTIALS),
    compression: fc.constantFrom('none', 'none', 'gzip', 'broken'),
  })
  .map(({ recorded, compression, authorization, ...changes }) => {
    const text = changes.body ?? recorded.body ?? '';
    const body = compression === 'gzip' ? gzipSync(text) : Buffer.from(text);
    const head = [
      `${changes.method ?? recorded.method} ${changes.path ?? recorded.path} HTTP/1.1`,
      'Host: config',
      'Connection: close',
      `Accept: ${changes.accept ?? (headerOf(recorded, 'accept') || '*/*')}`,
      `Content-Type: ${changes.contentType ?? (headerOf(recorded, 'content-type') || 'text/plain')}`,
      `Content-Length: ${body.length}`,
      ...(compression === 'none' ? [] : ['Content-Encoding: gzip']),
      ...(authorization === '' ? [] : [`Authorization: ${authorization}`]),
      ...(changes.header === undefined ? [] : [changes.header]),
    ];
    return [`${head.join('\r\n')}\r\n\r\n`, body];
  });

for (const [who, users] of [
  ['everybody', {}],
  ['users', USERS],
] as const) {
  describe(`a config server for ${who} that is sent anything`, () => {
    let fixture: GitFixture;
    let daemon: RunningDaemon;
    const logger = new RecordingLogger();

    before(async () => {
      fixture = await createGitFixture();
      await fixture.push(FILES);
      await fixture.push({ 'billing.yml': 'rate: 9\n' }, 'feature/x');
      const settings = { 'encrypt.key': 'vernal-test-key', 'vernal.git.enabled': true, ...users };
      daemon = await startConfigServer(fixture, settings, logger);
    });
    after(async () => {
      await daemon.stop();
      await fixture.remove();
    });

    async function environment(): Promise<unknown> {
      const asked = request(daemon.listener).get('/billing/dev/main').auth('ops', 'b');
      return (await asked.expect(200)).body;
    }

    it(`answers ${runs} requests without one 5xx, and serves on`, async function () {
      this.timeout(20_000 + fuzzRuns * MAX_MS_PER_INPUT);
      const before = await environment();
      const counts = new Map<number, number>();
      const property = fc.asyncProperty(someRequest, async (made) => {
        const { status } = await rawRequest(daemon.port, made);
        counts.set(status, (counts.get(status) ?? 0) + 1);
        assert.ok(ALLOWED.has(status), `status ${status}`);
      });
      await fc.assert(property, { numRuns: runs });
      assert.deepEqual(await environment(), before);
      assert.deepEqual(
        logger.lines.filter(({ level }) => level === 'error'),
        [],
      );
      const spread = [...counts].toSorted(([left], [right]) => left - right);
      if (this.test !== undefined) {
        this.test.title += `: ${spread.map(([status, count]) => `${count} x ${status}`).join(', ')}`;
      }
    });
  });
}

function basic(pair: string): string {
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
