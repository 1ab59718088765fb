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

  it('understand what curl sends as a form', async () => {
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

  it('say that a text belongs to another key, whatever is wrong with it', async () => {
    for (const text of ['zzzz', 'abcd', '0fa2bc69115531f5', `{cipher}${MYSECRET}`]) {
      const { body } = await post('/decrypt', text).expect(400);
      assert.deepEqual(body, {
        description: 'Text not encrypted with this key',
        status: 'INVALID',
      });
    }
  });

  it('refuse no body, and no type', async () => {
    await post('/encrypt', '').expect(400);
    await request(daemon.listener).post('/decrypt').unset('Content-Type').expect(400);
  });

  it('leave no text in the log', async () => {
    await post('/encrypt', 'canary-text').expect(200);
    assert.doesNotMatch(JSON.stringify(logger.lines), /canary-text|mysecret|vernal-test-key/);
  });
});
