import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordingLogger } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type Settings, startConfigServer } from './start-config-server.ts';

const FIRST = 'canary-first-key';
const SECOND = 'canary-second-key';
const CLEAR = 'canary-clear-text';
/** Keys, clear texts, and what was encrypted. */
const SECRETS = /canary|abab|AQEB|RSA PRIVATE/;

describe('keys that values name', () => {
  let fixture: GitFixture;
  let pem: string;
  const logger = new RecordingLogger();

  before(async () => {
    fixture = await createGitFixture();
    await writeFile(join(fixture.folder, 'second.key'), `${SECOND}\n`);
    pem = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    }).privateKey;
  });
  after(() => fixture.remove());

  function start(settings: Settings): Promise<RunningDaemon> {
    return startConfigServer(fixture, settings, logger);
  }

  async function withServer(settings: Settings, use: (daemon: RunningDaemon) => Promise<void>) {
    const daemon = await start(settings);
    try {
      await use(daemon);
    } finally {
      await daemon.stop();
    }
  }

  async function convert(daemon: RunningDaemon, path: string, text: string): Promise<string> {
    const sent = request(daemon.listener).post(path).type('text/plain').send(text);
    return (await sent.expect(200)).text;
  }

  /** One key for texts without a name, and two with one; new texts are made with the second. */
  const three = (): Settings => ({
    'encrypt.key': FIRST,
    'vernal.config.encrypt.keys.second.file': join(fixture.folder, 'second.key'),
    'vernal.config.encrypt.keys.pair': pem,
    'vernal.config.encrypt.newest-key': 'second',
  });

  it('open old and new values side by side while a repository is rotated', async () => {
    let old = '';
    await withServer({ 'encrypt.key': FIRST }, async (daemon) => {
      old = await convert(daemon, '/encrypt', CLEAR);
    });
    await withServer(three(), async (daemon) => {
      const renewed = await convert(daemon, '/encrypt', CLEAR);
      assert.match(renewed, /^\{key:second\}[0-9a-f]+$/);
      const paired = await convert(daemon, '/encrypt', `{key:PAIR}${CLEAR}`);
      assert.match(paired, /^\{key:PAIR\}[\w+/]+=*$/);
      for (const text of [old, renewed, paired]) {
        assert.equal(await convert(daemon, '/decrypt/orders/dev', text), CLEAR);
      }
      const values = { old, renewed, paired };
      const lines = Object.entries(values).map(([key, text]) => `${key}: '{cipher}${text}'\n`);
      await fixture.push({ 'application.yml': lines.join('') });
      const { text } = await request(daemon.listener).get('/orders-dev.properties').expect(200);
      assert.deepEqual(
        text.trim().split('\n').toSorted(),
        ['old', 'paired', 'renewed'].map((key) => `${key}: ${CLEAR}`),
      );
    });
  });

  it('can be the only ones', async () => {
    const settings = {
      'vernal.config.encrypt.keys.k1.key': SECOND,
      'vernal.config.encrypt.newest-key': 'k1',
    };
    await withServer(settings, async (daemon) => {
      assert.equal(await convert(daemon, '/decrypt', await convert(daemon, '/encrypt', 'x')), 'x');
      const unnamed = request(daemon.listener).post('/decrypt').type('text/plain').send('00ff');
      assert.equal((await unnamed).status, 400);
      await request(daemon.listener).get('/key/orders/dev').expect(404);
    });
  });

  it('may give encrypt.key itself from a mounted secret', async () => {
    const file = `file:${join(fixture.folder, 'second.key')}`;
    let text = '';
    await withServer({ 'vernal.config.encrypt.key-file': file }, async (daemon) => {
      text = await convert(daemon, '/encrypt', CLEAR);
    });
    await withServer({ 'encrypt.key': SECOND }, async (daemon) => {
      assert.equal(await convert(daemon, '/decrypt', text), CLEAR);
    });
  });

  it('show the public half of the newest one', () =>
    withServer(
      { 'vernal.config.encrypt.keys.pair': pem, 'vernal.config.encrypt.newest-key': 'pair' },
      async (daemon) => {
        const { text } = await request(daemon.listener).get('/key/orders/dev').expect(200);
        assert.match(text, /^ssh-rsa \S+ application$/);
      },
    ));

  for (const [settings, problem] of [
    [{ 'vernal.config.encrypt.newest-key': 'k9' }, /newest-key: there is no key k9/],
    [{ 'vernal.config.encrypt.keys.k1.file': '/no/such' }, /keys\.k1\.file: \/no\/such can't be/],
    [
      { 'encrypt.key-store.location': 'classpath:/a.jks', 'encrypt.key-store.alias': 'a' },
      /no class/,
    ],
    [{ 'vernal.config.encrypt.key-file': '/no/such' }, /encrypt\.key-file: \/no\/such can't be/],
    [{ 'vernal.config.encrypt.keys[a b]': 'x' }, /keys\.a b: a name has letters/],
    [{ 'encrypt.salt': 'x', 'vernal.config.encrypt.keys.k1': 'x' }, /encrypt\.salt: the salt must/],
  ] as const) {
    it(`end the start that can't use them: ${problem.source}`, async () => {
      await assert.rejects(start(settings), { code: 'OPTIONS_INVALID', message: problem });
    });
  }

  it('end it with a line for each of them that can not be used', async () => {
    const settings = {
      'encrypt.key': 'password',
      'encrypt.salt': 'x',
      'vernal.config.encrypt.keys.k1.file': '/no/such',
      'vernal.config.encrypt.keys[a b]': 'x',
      'vernal.config.encrypt.keys.k2': 'x',
    };
    await assert.rejects(start(settings), {
      code: 'OPTIONS_INVALID',
      message: /^encrypt\.salt: [^\n]+\n[^\n]+keys\.k1\.file: [^\n]+\n[^\n]+keys\.a b: [^\n]+$/,
    });
  });

  it('leave no key and no text in log, errors and metrics when values fail to decrypt', async () => {
    const broken = `{cipher}{key:second}${'ab'.repeat(32)}`;
    const paired = `{cipher}{key:pair}${Buffer.alloc(300, 1).toString('base64')}`;
    await fixture.push({ 'application.yml': `a: '${broken}'\nb: '${paired}'\n` });
    await withServer(three(), async (daemon) => {
      const { body } = await request(daemon.listener).get('/orders/dev').expect(200);
      assert.deepEqual(body.propertySources[0].source, {
        'invalid.a': '<n/a>',
        'invalid.b': '<n/a>',
      });
      const sent = request(daemon.listener).post('/decrypt').type('text/plain').send(broken);
      assert.doesNotMatch((await sent.expect(400)).text, /abab/);
      for (const path of ['prometheus', 'health', 'vernal/rollout']) {
        const { text } = await request(daemon.listener).get(`/actuator/${path}`).expect(200);
        assert.doesNotMatch(text, SECRETS);
      }
    });
    const lines = JSON.stringify(logger.lines);
    assert.match(lines, /some values can not be decrypted/);
    assert.doesNotMatch(lines, SECRETS);
  });
});
