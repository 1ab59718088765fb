import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { decryptAes } from '../../src/config/encryption/aes-text.ts';
import { decryptSymmetric, deriveSymmetricKey, encryptSymmetric } from '../../src/config/index.ts';
import { goldenPath } from './golden.ts';

/** config-protocol 5.3: password, ciphertext with the default salt in CBC, plain text. */
const VECTORS: readonly (readonly [string, string, string])[] = [
  ['password', '4b0febebd439db7ca77153cb254520c3b7232ac29355d07869433f1ecf55fe94', 'value'],
  ['foo', '682bc583f4641835fa2db009355293665d2647dade3375c0ee201de2a49f7bda', 'mysecret'],
  ['foo', 'd1b2458ccede07c856ff952bd841638ff4dd12ed1d36812663c3c7262d57bf46', 'SUPER SECRET'],
  ['mykey', '6defc102cd76752fcf4c78231ed82ead85133a09741d9a1442595b4800e2b3d1', 'password'],
  [
    '12345678901234567890',
    '23f97efeed4ab62294432e8ef6b2905e336c245ecb1d5122b2c288c4deeae1b737952312e97e2cf013dd31a28fc60704',
    'encrypt the world',
  ],
];

/** The row of config-protocol 5.3 in GCM: "value" under "password". */
const GCM = '4b0febebd439db7ca77153cb254520c3e4d61ae38207b4e42b820d311dc3d4e0e2f37ed5ee';

function keyOf(password: string, salt?: string) {
  const key = deriveSymmetricKey(password, salt);
  assert.ok(key.ok);
  return key.value;
}

interface Recorded {
  readonly configurations: readonly {
    readonly name: string;
    readonly properties: Readonly<Record<string, string>>;
    readonly vectors: readonly { readonly plain: string; readonly cipher: string }[];
  }[];
}

const recorded = JSON.parse(readFileSync(goldenPath('encryption.json'), 'utf8')) as Recorded;

describe('symmetric {cipher} texts', () => {
  for (const [password, cipher, plain] of VECTORS) {
    it(`decrypts what Spring made of ${plain} [config 82]`, () => {
      assert.deepEqual(decryptSymmetric(cipher, keyOf(password)), { ok: true, value: plain });
    });
  }

  it('decrypts what Spring made in GCM, as it does below RSA [config 82]', () => {
    assert.equal(decryptAes(Buffer.from(GCM, 'hex'), keyOf('password').aesKey, 'gcm'), 'value');
  });

  it('derives the keys that Java does, of a password that is not ASCII too [config 82]', () => {
    for (const [password, key] of [
      ['password', '844f7d149edf9ed1b53016372e9aa8807c24a9a1e825fdddecc19bd47053492d'],
      ['foo', '9510efc11b571875b214f62311a089c455e98b93cd3d2e203f16d13b88c71a78'],
      ['pässwörd€', 'cd88ef4d1c4f524f40672dd2f99cb2d547ce22c9ebe49ca0830a30e7464c3a20'],
    ] as const) {
      assert.equal(keyOf(password).aesKey.toString('hex'), key);
    }
  });

  for (const { name, properties, vectors } of recorded.configurations) {
    const password = properties['encrypt.key'];
    if (password === undefined || password.startsWith('-----')) continue;
    it(`decrypts the recorded texts of ${name}`, () => {
      const key = keyOf(password, properties['encrypt.salt']);
      for (const { plain, cipher } of vectors) {
        assert.deepEqual(decryptSymmetric(cipher, key), { ok: true, value: plain });
      }
    });
  }

  it('encrypts the same text differently each time, and decrypts it again [config 83]', () => {
    const key = keyOf('foo');
    const first = encryptSymmetric('mysecret', key);
    assert.match(first, /^[0-9a-f]{64}$/);
    assert.notEqual(first, encryptSymmetric('mysecret', key));
    assert.deepEqual(decryptSymmetric(first, key), { ok: true, value: 'mysecret' });
  });

  it('says so when a text was made with another key, or is none at all', () => {
    const other = encryptSymmetric('x', keyOf('other'));
    for (const text of ['', 'zz', 'abc', '00', other.slice(0, 32)]) {
      assert.equal(decryptSymmetric(text, keyOf('foo')).ok, false, text);
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        decryptSymmetric(text, keyOf('foo'));
      }),
      { numRuns: 20 },
    );
  });

  it('refuses a salt that is not hexadecimal [config 100]', () => {
    assert.equal(deriveSymmetricKey('x', 'nothex').ok, false);
    assert.equal(deriveSymmetricKey('x', '').ok, false);
  });
});
