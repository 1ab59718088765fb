import assert from 'node:assert/strict';
import request from 'supertest';
import { createGitFixture } from '../git-fixture.ts';
import { goldenFile } from '../golden-file.ts';
import type { Settings } from '../http/start-config-server.ts';
import { SERVER, type ServerUnderTest, serve, useServer, V2, withServer } from './study-fixture.ts';

/** The vector of config-protocol 5.3 for the password "foo". */
const MYSECRET = '682bc583f4641835fa2db009355293665d2647dade3375c0ee201de2a49f7bda';
/** Another one, for "mykey". */
const OF_ANOTHER_KEY = '6defc102cd76752fcf4c78231ed82ead85133a09741d9a1442595b4800e2b3d1';
const FORM = 'application/x-www-form-urlencoded';
const P12: Settings = {
  'encrypt.key-store.location': goldenFile('files', 'test-keystore.p12'),
  'encrypt.key-store.password': 'letmein-p12',
  'encrypt.key-store.alias': 'alpha',
};

function post({ daemon }: ServerUnderTest, path: string, body: string, type = 'text/plain') {
  return request(daemon.listener).post(path).set('Content-Type', type).send(body);
}

const WRONG_KEY = { description: 'Text not encrypted with this key', status: 'INVALID' };

describe('checklist E: encryption under a password', () => {
  const server = useServer(
    async () => {
      const fixture = await createGitFixture();
      await fixture.push({
        'application.yml': `plain: x\nk: '{cipher}${MYSECRET}'\nbad: '{cipher}{key:a}00'\n`,
        'file.yml': `a: '{cipher}${MYSECRET}'\n`,
        'file.conf': `a '{cipher}${MYSECRET}'\n`,
      });
      return fixture;
    },
    { 'encrypt.key': 'foo' },
  );

  it('makes 64 digits of a short text, others each time [config 83]', async () => {
    const { text } = await post(server, '/encrypt', 'mysecret').expect(200);
    assert.match(text, /^[0-9a-f]{64}$/);
    assert.notEqual((await post(server, '/encrypt', 'mysecret')).text, text);
    await post(server, '/decrypt', text).expect(200, 'mysecret');
  });

  it('reads what Spring made [config 84]', async () => {
    await post(server, '/decrypt', MYSECRET).expect(200, 'mysecret');
  });

  it('takes a form for the text that was meant [config 85]', async () => {
    const { text } = await post(server, '/encrypt', 'mysecret', FORM).expect(200);
    await post(server, '/decrypt', text).expect(200, 'mysecret');
    await post(server, '/decrypt', text, FORM).expect(200, 'mysecret');
    await post(server, '/decrypt', `${text}=`, FORM).expect(200, 'mysecret');
  });

  it('refuses a text of another key, or none [config 87]', async () => {
    const short = MYSECRET.slice(0, 30);
    for (const text of [OF_ANOTHER_KEY, 'nohex', '00', short]) {
      assert.deepEqual((await post(server, '/decrypt', text).expect(400)).body, WRONG_KEY);
    }
  });

  it('has a status, and no public key [config 88, 89]', async () => {
    assert.deepEqual((await server.get('/encrypt/status').expect(200)).body, { status: 'OK' });
    const { body } = await server.get('/key').expect(404);
    assert.deepEqual(body, { description: 'No public key available', status: 'NOT_FOUND' });
  });

  it('has a status without a key, too [config 88]', async () => {
    await withServer(server.fixture, {}, async ({ get }) => {
      const { body } = await get('/encrypt/status').expect(404);
      assert.equal(body.status, 'NO_KEY');
    });
  });

  it('serves invalid.<key> in place of what it can not read [config 93]', async () => {
    const { propertySources } = await server.environment('/x/default');
    const source = { plain: 'x', k: 'mysecret', 'invalid.bad': '<n/a>' };
    assert.deepEqual(propertySources[0]?.source, source);
  });

  it('serves that as it is written when told to, without its mark [config 94]', async () => {
    const settings = {
      'encrypt.key': 'foo',
      [`${SERVER}.encrypt.prefix-invalid-properties`]: false,
    };
    await withServer(server.fixture, settings, async ({ environment }) => {
      const { propertySources } = await environment('/x/default');
      assert.equal(propertySources[0]?.source['bad'], '{key:a}00');
    });
  });

  it('leaves environments as they stand when switched off, but works [config 95]', async () => {
    const settings = { 'encrypt.key': 'foo', [`${SERVER}.encrypt.enabled`]: false };
    await withServer(server.fixture, settings, async (off) => {
      const { propertySources } = await off.environment('/x/default');
      assert.equal(propertySources[0]?.source['k'], `{cipher}${MYSECRET}`);
      await post(off, '/decrypt', MYSECRET).expect(200, 'mysecret');
      await post(off, '/encrypt', 'x').expect(200);
    });
  });

  it('has no origin for a decrypted value, as in Spring [config 96]', async () => {
    const { text } = await server.get('/x/default').set('accept', V2).expect(200);
    assert.match(text, /"plain":\{"value":"x","origin":"1:8"\}/);
    assert.match(text, /"k":"mysecret"/);
  });

  it('keeps the prefixes of a text in front of it, and takes {plain} off [config 97]', async () => {
    const { text } = await post(server, '/encrypt', '{key:a1}text').expect(200);
    assert.match(text, /^\{key:a1\}[0-9a-f]{64}$/);
    const plain = await post(server, '/encrypt', '{plain}{x:y}').expect(200);
    await post(server, '/decrypt', plain.text).expect(200, '{x:y}');
  });

  it('reads the values of YAML files when told to, of no other [config 99]', async () => {
    const file = (name: string) => `/x/default/main/file.${name}`;
    await server.get(file('yml')).expect(200, `a: '{cipher}${MYSECRET}'\n`);
    const settings = { 'encrypt.key': 'foo', [`${SERVER}.encrypt.plain-text-encrypt`]: true };
    await withServer(server.fixture, settings, async ({ get }) => {
      await get(file('yml')).expect(200, 'a: "mysecret"\n');
      await get(file('conf')).expect(200, `a '{cipher}${MYSECRET}'\n`);
    });
  });

  it('refuses a salt that is not hexadecimal at the start [config 100]', async () => {
    const settings = { 'encrypt.key': 'foo', 'encrypt.salt': 'nothex' };
    await assert.rejects(
      serve(server.fixture, { ...settings, 'vernal.data-dir': `${server.fixture.folder}/salt` }),
      {
        code: 'OPTIONS_INVALID',
        message: /encrypt\.salt/,
      },
    );
  });

  it('refuses names that lead elsewhere [config 101]', async () => {
    for (const path of ['/encrypt/a..b/dev', '/decrypt/..(_)../dev', '/encrypt/a/b..c']) {
      await post(server, path, 'x').expect(400);
    }
    await server.get('/key/a..b/dev').expect(400);
    await post(server, '/encrypt/a/b', 'x').expect(200);
  });
});

describe('checklist E: encryption with the keys of a key store', () => {
  const server = useServer(async () => {
    const fixture = await createGitFixture();
    await fixture.push({ 'application.yml': 'a: 1\n' });
    return fixture;
  }, P12);

  it('reads Base64 with its padding from a form [config 86]', async () => {
    const padded: string[] = [];
    for (let length = 1; padded.length === 0 && length < 60; length += 8) {
      const { text } = await post(server, '/encrypt', 'x'.repeat(length)).expect(200);
      if (text.endsWith('=')) padded.push(text);
    }
    const [text = ''] = padded;
    assert.match(text, /=$/);
    for (const body of [text, encodeURIComponent(text)]) {
      await post(server, '/decrypt', body, FORM).expect(200, /^x+$/);
    }
  });

  it('shows its public key as OpenSSH has it [config 89]', async () => {
    await server.get('/key').expect(200, /^ssh-rsa [A-Za-z0-9+/=]+ application$/);
  });

  it('takes the key that a text names; without it the value is invalid [config 92]', async () => {
    const { text: own } = await post(server, '/encrypt', '{key:beta}of beta').expect(200);
    assert.match(own, /^\{key:beta\}AQ|^\{key:beta\}AY/);
    const { text: alien } = await post(server, '/encrypt', 'x').expect(200);
    await server.fixture.push({
      'a.yml': `own: '{cipher}${own}'\nalien: '{cipher}{key:nobody}${alien}'\n`,
    });
    const { propertySources } = await server.environment('/a/default');
    assert.deepEqual(propertySources[0]?.source, { own: 'of beta', 'invalid.alien': '<n/a>' });
  });

  it('encrypts with a certificate alone, and says that it can’t decrypt [config 98]', async () => {
    const settings = {
      'encrypt.key-store.location': `file:${goldenFile('files', 'test-keystore.jks')}`,
      'encrypt.key-store.password': 'letmein-jks',
      'encrypt.key-store.alias': 'certonly',
    };
    await withServer(server.fixture, settings, async (certified) => {
      const { text } = await post(certified, '/encrypt', 'x').expect(200);
      const { body } = await post(certified, '/decrypt', text).expect(400);
      const description = 'Server-side decryption is not supported';
      assert.deepEqual(body, { description, status: 'BAD_REQUEST' });
    });
  });
});
