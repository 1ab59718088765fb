import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  isKeyText,
  keyPairEncryption,
  keyStoreEncryption,
  openKeyStore,
  parseCipherText,
  parseKeyText,
  type RsaRules,
  type TextEncryption,
} from '../../../src/config/index.ts';
import { goldenPath } from '../golden.ts';
import { PUBLISHED_STORES } from './published-stores.ts';

interface Configuration {
  readonly name: string;
  readonly properties: Readonly<Record<string, string | boolean>>;
  readonly publicKey: string | null;
  readonly vectors: readonly { readonly plain: string; readonly cipher: string }[];
}

const recorded = JSON.parse(readFileSync(goldenPath('encryption.json'), 'utf8')) as {
  readonly configurations: readonly Configuration[];
};

const pem = readFileSync(goldenPath('files', 'test-key.pem'), 'utf8');

function storeFile(extension: string): Buffer {
  return readFileSync(goldenPath('files', `test-keystore.${extension}`));
}

function encryptionOf({ properties }: Configuration): TextEncryption {
  const location = properties['encrypt.key-store.location'];
  if (location === undefined) {
    const key = parseKeyText(pem);
    assert.ok(key.ok);
    return keyPairEncryption(key.value);
  }
  const password = String(properties['encrypt.key-store.password']);
  const store = openKeyStore(storeFile(String(location).endsWith('jks') ? 'jks' : 'p12'), password);
  assert.ok(store.ok);
  return keyStoreEncryption(store.value, {
    alias: String(properties['encrypt.key-store.alias']),
    secret: String(properties['encrypt.key-store.secret'] ?? password),
    algorithm: properties['encrypt.rsa.algorithm'] === 'OAEP' ? 'OAEP' : 'DEFAULT',
    mode: properties['encrypt.rsa.strong'] === true ? 'gcm' : 'cbc',
    salt: String(properties['encrypt.rsa.salt'] ?? 'deadbeef'),
  });
}

const rsaConfigurations = recorded.configurations.filter(({ name }) => name.startsWith('rsa'));

describe('RSA {cipher} texts', () => {
  for (const configuration of rsaConfigurations) {
    const { name, publicKey, vectors } = configuration;

    it(`decrypts what Spring made with ${name} [config 90]`, () => {
      const encryption = encryptionOf(configuration);
      for (const { plain, cipher } of vectors) {
        assert.deepEqual(encryption.decrypt(parseCipherText(cipher)), { ok: true, value: plain });
      }
    });

    it(`shows the public key of ${name} as OpenSSH does [config 89]`, () => {
      assert.equal(encryptionOf(configuration).publicKey(), publicKey);
    });

    it(`encrypts with ${name} what it decrypts again`, () => {
      const encryption = encryptionOf(configuration);
      const text = encryption.encrypt({ keys: {}, payload: 'grüße €' });
      assert.ok(text.ok);
      assert.deepEqual(encryption.decrypt(parseCipherText(text.value)), {
        ok: true,
        value: 'grüße €',
      });
    });
  }

  for (const { title, store: file, vectors, plain, ...names } of PUBLISHED_STORES) {
    for (const { cipher, ...rules } of vectors) {
      const { algorithm, mode, salt } = rules;
      it(`decrypts ${algorithm}, ${mode}, ${salt} of ${title} [config 90]`, () => {
        const store = openKeyStore(Buffer.from(file, 'base64'), names.password);
        assert.ok(store.ok);
        const encryption = keyStoreEncryption(store.value, { ...names, ...rules });
        const outcome = encryption.decrypt(parseCipherText(`{cipher}${cipher}`));
        assert.deepEqual(outcome, { ok: true, value: plain });
      });
    }
  }

  for (const algorithm of ['DEFAULT', 'OAEP'] as const) {
    for (const mode of ['cbc', 'gcm'] as const) {
      it(`round-trips with ${algorithm} and ${mode}, the length of the secret first [config 91]`, () => {
        const store = openKeyStore(storeFile('p12'), 'letmein-p12');
        assert.ok(store.ok);
        const rules: RsaRules = { algorithm, mode, salt: 'deadbeef' };
        const names = { alias: 'alpha', secret: 'letmein-p12' };
        const encryption = keyStoreEncryption(store.value, { ...names, ...rules });
        const text = encryption.encrypt({ keys: {}, payload: 'grüße €' });
        assert.ok(text.ok);
        assert.deepEqual([...Buffer.from(text.value, 'base64').subarray(0, 2)], [1, 0]);
        const clear = encryption.decrypt({ keys: {}, payload: text.value });
        assert.deepEqual(clear, { ok: true, value: 'grüße €' });
      });
    }
  }
});

describe('a key store', () => {
  const rules: RsaRules = { algorithm: 'DEFAULT', mode: 'cbc', salt: 'deadbeef' };

  function open(extension: string, password: string) {
    const store = openKeyStore(storeFile(extension), password);
    assert.ok(store.ok);
    return store.value;
  }

  it('is read by what it holds, and lists its aliases [config 90]', () => {
    assert.deepEqual([...open('p12', 'letmein-p12').aliases].sort(), ['alpha', 'beta']);
    assert.ok(open('jks', 'letmein-jks').aliases.includes('gamma'));
  });

  it('is refused with a wrong password, or when it is none, without showing either', () => {
    const problem = 'is no key store in PKCS#12 or JKS, or the password is wrong';
    for (const extension of ['p12', 'jks']) {
      assert.deepEqual(openKeyStore(storeFile(extension), 'wrong'), { ok: false, problem });
    }
    assert.deepEqual(openKeyStore(Buffer.from('nonsense'), 'x'), { ok: false, problem });
  });

  it('finds the key that a text names, and no other [config 92]', () => {
    const secret = 'letmein-p12';
    const encryption = keyStoreEncryption(open('p12', secret), {
      alias: 'alpha',
      secret,
      ...rules,
    });
    const text = encryption.encrypt({ keys: { key: 'beta' }, payload: 'x' });
    assert.ok(text.ok);
    const { value: payload } = text;
    assert.deepEqual(encryption.decrypt({ keys: { key: 'BETA' }, payload }), {
      ok: true,
      value: 'x',
    });
    const others = [{}, { key: 'nobody' }, { key: 'beta', secret: 'wrong' }];
    const problems = others.map((keys) => encryption.decrypt({ keys, payload }));
    assert.deepEqual(
      problems.map((outcome) => !outcome.ok && outcome.problem),
      ['wrong-key', 'unknown-key', 'unknown-key'],
    );
  });

  it('encrypts but does not decrypt with a certificate alone [config 98]', () => {
    const encryption = keyStoreEncryption(open('jks', 'letmein-jks'), {
      alias: 'certonly',
      secret: '',
      ...rules,
    });
    const text = encryption.encrypt({ keys: {}, payload: 'x' });
    assert.ok(text.ok);
    const outcome = encryption.decrypt({ keys: {}, payload: text.value });
    assert.deepEqual(outcome, { ok: false, problem: 'public-key-only' });
  });

  it('never throws, whatever the bytes', () => {
    const sources = [storeFile('p12'), storeFile('jks')];
    const change = fc.record({ at: fc.nat(6_000), byte: fc.nat(255) });
    const mutated = fc
      .tuple(fc.constantFrom(...sources), fc.array(change, { minLength: 1, maxLength: 5 }))
      .map(([source, changes]) => {
        const bytes = Buffer.from(source);
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        return bytes;
      });
    const anything = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(mutated, anything), (bytes) => {
        const store = openKeyStore(bytes, 'letmein-p12');
        if (store.ok) store.value.find('alpha', 'wrong');
      }),
      { numRuns: 200 },
    );
  });
});

describe('encrypt.key as a key', () => {
  it('is told from a password, and may have its line breaks written out', () => {
    assert.equal(isKeyText(pem), true);
    assert.equal(isKeyText('vernal-test-key'), false);
    assert.ok(parseKeyText(pem.replaceAll('\n', '\\n')).ok);
  });

  it('is refused when it is no private RSA key, without showing it', () => {
    for (const text of ['ssh-rsa AAAA', '-----BEGIN RSA PRIVATE KEY-----\nxx\n', '-----BEGIN X']) {
      const key = parseKeyText(text);
      assert.ok(!key.ok);
      assert.doesNotMatch(key.problem, /AAAA|xx/);
    }
  });
});
