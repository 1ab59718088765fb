import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

/** Ways to write `../../etc/passwd`, and characters that no name has. */
const ELSEWHERE = [
  '..%2F..%2Fetc%2Fpasswd',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '..%252F..%252Fetc%252Fpasswd',
  '..%5C..%5Cetc%5Cpasswd',
  '..%c0%af..%c0%afetc',
  '..;%2F..;%2Fetc',
  '....%2F%2F....%2F%2Fetc',
  '(_)etc(_)passwd',
  '..(_)..(_)etc(_)passwd',
  '%00',
  'a%00.yml',
  'a%0d%0aSet-Cookie:%20x',
  '%ff%fe',
  '%E0%A4%A',
  '%',
  '%ef%bc%8e%ef%bc%8e%ef%bc%8fetc',
  '%e2%80%ae',
  'a%23b',
  '$%7BHOME%7D',
  '%7Bapplication%7D',
  '__proto__',
  'constructor',
  '-rf',
  '--upload-pack=x',
  'a'.repeat(4_000),
];

/** Every place of a path where a caller writes a name; `*` stands for it. */
const PLACES = [
  '/*/dev',
  '/billing/*',
  '/billing/dev/*',
  '/*-dev.yml',
  '/billing-*.json',
  '/*/billing-dev.properties',
  '/*/dev/main/f.txt',
  '/billing/*/main/f.txt',
  '/billing/dev/*/f.txt',
  '/billing/dev/main/*',
  '/billing/dev/*?useDefaultLabel',
  '/key/*/dev',
  '/key/a/*',
];

describe('a request that means no good', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'application.yml': 'a: 1\n', 'f.txt': 'text' });
    daemon = await startConfigServer(fixture, { 'encrypt.key': 'foo' });
  });
  after(async () => {
    await daemon.stop();
    await fixture.remove();
  });

  const get = (path: string) => request(daemon.listener).get(path);

  /** What the server answers to these very bytes. */
  async function raw(text: string): Promise<string> {
    const socket = connect(daemon.port, '127.0.0.1');
    const parts: Buffer[] = [];
    socket.on('data', (part: Buffer) => parts.push(part)).on('error', () => undefined);
    socket.write(text);
    await once(socket, 'close');
    return Buffer.concat(parts).toString('latin1');
  }

  const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
  const ask = (target: string, headers = '') =>
    raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`);

  for (const place of PLACES) {
    it(`gets nothing from elsewhere at ${place}, and no server error`, async () => {
      for (const name of ELSEWHERE) {
        const answer = await ask(place.replace('*', () => name));
        const status = statusOf(answer);
        assert.ok([200, 400, 404].includes(status), `${name}: ${answer.slice(0, 300)}`);
        assert.doesNotMatch(answer, /root:|\nSet-Cookie|\[core\]/, name);
        const [head = '', body = ''] = answer.split('\r\n\r\n');
        if (status === 400) assert.match(head, /content-type: application\/json/i, name);
        if (status === 400) assert.match(body, /"status":400,"error":"Bad Request","path":/, name);
      }
      await get('/billing/dev').expect(200);
    });
  }

  it('may not write dots in a path without their being resolved away', async () => {
    for (const target of ['/billing/../../etc', '/billing/dev/../dev', '/./billing/dev', '/..']) {
      const status = statusOf(await ask(target));
      assert.ok(status === 404 || status === 400, `${target}: ${status}`);
    }
    for (const target of [
      '*',
      'http://elsewhere/billing/dev',
      '//',
      '/?',
      '/#/billing/dev',
      '/%',
    ]) {
      const status = statusOf(await ask(target));
      assert.ok(status < 500, `${target}: ${status}`);
    }
  });

  it('may send a head of any size: 431 when it is too long', async () => {
    const many = Array.from({ length: 3_000 }, (_, n) => `X-${n}: ${n}\r\n`).join('');
    assert.equal(statusOf(await ask('/billing/dev', many)), 431);
    assert.equal(statusOf(await ask('/billing/dev', `X: ${'x'.repeat(40_000)}\r\n`)), 431);
    const accept = `Accept: ${'text/x-a;q=0.1,'.repeat(500)}application/json\r\n`;
    assert.equal(statusOf(await ask('/billing/dev', accept)), 200);
    await get('/billing/dev').expect(200);
  });

  it('may repeat a query parameter, or name a member of every object', async () => {
    await get('/billing-dev.yml?resolvePlaceholders=true&resolvePlaceholders=true').expect(400);
    for (const query of ['__proto__=x', 'constructor=x', 'hasOwnProperty', 'a[b]=c', '%', '&&=&']) {
      for (const path of ['/billing/dev', '/billing-dev.yml', '/billing/dev/main/f.txt']) {
        await get(`${path}?${query}`).expect(200);
      }
    }
  });

  it('may send headers that make no sense', async () => {
    for (const [name, value] of [
      ['Accept', ';;;'],
      ['Accept', 'application/json;q=nan'],
      ['Accept-Charset', '../../etc'],
      ['If-None-Match', '"'.repeat(1_000)],
      ['If-Modified-Since', 'yesterday'],
      ['X-Vernal-Commit', '--all'],
      ['X-Vernal-Commit', '0'.repeat(40)],
      ['Range', 'bytes=0-0,-1'],
      ['Content-Encoding', 'bomb'],
    ] as const) {
      for (const path of ['/billing/dev', '/billing-dev.json', '/billing/dev/main/f.txt']) {
        const status = statusOf(await ask(path, `${name}: ${value}\r\n`));
        assert.ok([200, 406].includes(status), `${name}: ${value} at ${path}: ${status}`);
      }
    }
  });

  const reading = [
    '/billing/dev',
    '/billing/dev/main',
    '/billing-dev.yml',
    '/main/billing-dev.json',
  ];
  for (const path of [
    ...reading,
    '/billing/dev/main/f.txt',
    '/billing/dev/f.txt?useDefaultLabel',
  ]) {
    it(`may use GET, HEAD and OPTIONS alone at ${path}`, async () => {
      const whole = await get(path).expect(200);
      const head = await request(daemon.listener).head(path).expect(200);
      assert.ok(!head.text);
      for (const name of ['content-type', 'content-length', 'etag', 'last-modified']) {
        assert.equal(head.headers[name], whole.headers[name], name);
      }
      const options = await request(daemon.listener).options(path).expect(200);
      assert.equal(options.headers['allow'], 'GET,HEAD,OPTIONS');
      for (const method of ['post', 'put', 'patch', 'delete'] as const) {
        const { body, headers } = await request(daemon.listener)[method](path).expect(405);
        assert.deepEqual(Object.keys(body), ['timestamp', 'status', 'error', 'path']);
        assert.equal(body.error, 'Method Not Allowed');
        assert.match(String(headers['allow']), /GET/);
      }
    });
  }

  for (const path of reading) {
    it(`is answered 304 at ${path} when nothing changed`, async () => {
      const etag = String((await get(path).expect(200)).headers['etag']);
      const unchanged = await get(path).set('If-None-Match', etag).expect(304);
      assert.equal(unchanged.text, '');
      await get(path).set('If-None-Match', '"another"').expect(200);
    });
  }

  for (const path of ['/encrypt', '/decrypt', '/monitor', '/encrypt/a/b']) {
    it(`may post to ${path} what it likes`, async () => {
      const post = () => request(daemon.listener).post(path);
      const huge = 'x'.repeat(3_000_000);
      const { body } = await post().type('text/plain').send(huge).expect(413);
      assert.equal(body.status, 413);
      for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
        for (const text of [
          '{"__proto__":{"path":"x"}}',
          '['.repeat(100_000),
          '%',
          '\u0000',
          '=&=',
        ]) {
          const { status } = await post().type(type).send(text);
          assert.ok([200, 400, 415].includes(status), `${type} ${text.slice(0, 9)}: ${status}`);
        }
      }
    });
  }
});
