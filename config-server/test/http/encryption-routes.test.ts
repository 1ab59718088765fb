import assert from 'node:assert/strict';
import { join } from 'node:path';
import { RecordingLogger } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type Settings, startConfigServer } from './start-config-server.ts';

const MYSECRET = 'ea8daf6f5ee9ea9321f4f4175bfcea508f7eba634e14b625b50735c09e91675c';
const FORM = 'application/x-www-form-urlencoded';

describe('the encryption endpoints', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;
  const logger = new RecordingLogger();

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'application.yml': `secret: '{cipher}${MYSECRET}'\n` });
    daemon = await start({ 'encrypt.key': 'vernal-test-key' });
  });
  after(async () => {
    await daemon.stop();
    await fixture.remove();
  });

  function start(settings: Settings): Promise<RunningDaemon> {
    const dataDir = join(fixture.folder, `data-${Object.keys(settings).join('-')}`);
    return startConfigServer(fixture, { 'vernal.data-dir': dataDir, ...settings }, logger);
  }

  function post(path: string, body: string, type = 'text/plain') {
    return request(daemon.listener).post(path).set('Content-Type', type).send(body);
  }

  it('encrypt and decrypt a text, differently each time [config 83, 84]', async () => {
    const [one, two] = [await post('/encrypt', 'mysecret'), await post('/encrypt', 'mysecret')];
    assert.match(one.text, /^[0-9a-f]{64}$/);
    assert.notEqual(one.text, two.text);
    assert.equal((await post('/decrypt', one.text)).text, 'mysecret');
    const { text, headers } = await post('/decrypt', MYSECRET).expect(200);
    assert.equal(text, 'mysecret');
    assert.equal(headers['content-type'], 'text/plain;charset=UTF-8');
  });

  it('understand what curl sends as a form [config 85]', async () => {
    for (const [body, meant] of [
      ['mysecret', 'mysecret'],
      ['a+b%20c', 'a b c'],
      ['ends=', 'ends'],
      ['with=equals', 'with=equals'],
    ] as const) {
      const { text } = await post('/encrypt', body, FORM).expect(200);
      assert.equal((await post('/decrypt', text, FORM)).text, meant);
    }
  });

  it('say that a text belongs to another key, whatever is wrong with it [config 87]', async () => {
    for (const text of ['zzzz', 'abcd', '0fa2bc69115531f5', `{cipher}${MYSECRET}`]) {
      const { body } = await post('/decrypt', text).expect(400);
      assert.deepEqual(body, {
        description: 'Text not encrypted with this key',
        status: 'INVALID',
      });
    }
  });

  it('tell whether there is a key, and have no public one of a password [config 88, 89]', async () => {
    const { body } = await request(daemon.listener).get('/encrypt/status').expect(200);
    assert.deepEqual(body, { status: 'OK' });
    const key = await request(daemon.listener).get('/key').expect(404);
    assert.deepEqual(key.body, { description: 'No public key available', status: 'NOT_FOUND' });
  });

  it('keep prefixes in front, and take {plain} off [config 97]', async () => {
    const { text } = await post('/encrypt', '{key:a1}text').expect(200);
    assert.match(text, /^\{key:a1\}[0-9a-f]+$/);
    const plain = await post('/encrypt', '{plain}{x:y}').expect(200);
    assert.equal((await post('/decrypt', plain.text)).text, '{x:y}');
  });

  it('refuse a name that leads elsewhere, no body, and no type [config 101]', async () => {
    await post('/encrypt/a..b/dev', 'x').expect(400);
    await post('/encrypt', '').expect(400);
    await request(daemon.listener).post('/decrypt').unset('Content-Type').expect(400);
  });

  it('work while environments are served as they stand [config 95]', async () => {
    const off = await start({
      'encrypt.key': 'vernal-test-key',
      'spring.cloud.config.server.encrypt.enabled': 'false',
    });
    try {
      const { text } = await request(off.listener).get('/app-default.yml').expect(200);
      assert.equal(text, `secret: '{cipher}${MYSECRET}'\n`);
      await request(off.listener).get('/encrypt/status').expect(200);
    } finally {
      await off.stop();
    }
  });

  it('are 404 without a key [config 88]', async () => {
    const none = await start({});
    try {
      const { body } = await request(none.listener).get('/encrypt/status').expect(404);
      assert.equal(body.status, 'NO_KEY');
      await request(none.listener).post('/encrypt').type('text/plain').send('x').expect(404);
    } finally {
      await none.stop();
    }
  });

  it('leave no text in the log', async () => {
    await post('/encrypt', 'canary-text').expect(200);
    assert.doesNotMatch(JSON.stringify(logger.lines), /canary-text|mysecret|vernal-test-key/);
  });
});
