import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  deriveSymmetricKey,
  findCipherPlaces,
  keyPairEncryption,
  openKeyStore,
  parseCipherText,
  parseKeyText,
  parsePrefixedText,
  symmetricEncryption,
} from '@vernal/protocol/config';
import { fuzzDecoder } from '@vernal/server-kit/testing';
import fc from 'fast-check';
import { decryptFile } from '../../src/domain/decrypt-file.ts';
import { formText } from '../../src/http/form-text.ts';
import { goldenFile } from '../golden-file.ts';
import { fuzzed } from './fuzzed.ts';
import { cipherTextsOf, loadCorpus } from './golden-corpus.ts';

const corpus = loadCorpus();
const prefixed = corpus.cipherTexts.flatMap((text) => [text, `{cipher}{key:a}{secret:b}${text}`]);
const OF_PEM = cipherTextsOf('rsa-pem');

/** The digest of a JKS is that of what it holds: else nothing behind the digest would be read. */
function signed(bytes: Buffer, password: string): Buffer {
  const body = bytes.subarray(0, -20);
  const secret = Buffer.from(password, 'utf16le').swap16();
  const digest = createHash('sha1').update(secret).update('Mighty Aphrodite').update(body).digest();
  return Buffer.concat([body, digest]);
}

describe('readers of whatever looks encrypted', () => {
  fuzzDecoder('prefixes', fuzzed(prefixed), (text) => {
    const { prefix, payload, keys } = parsePrefixedText(text);
    assert.ok(text.startsWith(prefix) && text.endsWith(payload));
    const value = parseCipherText(`{cipher}${text}`);
    assert.ok(text.endsWith(value.payload));
    assert.ok(Object.values(keys).every((key) => typeof key === 'string'));
    return prefix === '' ? 'refused' : 'accepted';
  });

  const derived = deriveSymmetricKey('vernal-test-key');
  assert.ok(derived.ok);
  const symmetric = symmetricEncryption(derived.value);
  fuzzDecoder('texts under a password', fuzzed(corpus.cipherTexts), (text) =>
    symmetric.decrypt({ keys: {}, payload: text }).ok ? 'accepted' : 'refused',
  );

  const pair = parseKeyText(readFileSync(goldenFile('files', 'test-key.pem'), 'utf8'));
  assert.ok(pair.ok);
  const rsa = keyPairEncryption(pair.value);
  fuzzDecoder(
    'texts under an RSA key',
    fuzzed(OF_PEM),
    (text) => (rsa.decrypt({ keys: {}, payload: text }).ok ? 'accepted' : 'refused'),
    100,
  );

  for (const [type, password, seal] of [
    ['jks', 'letmein-jks', signed],
    ['p12', 'letmein-p12', (bytes: Buffer) => bytes],
  ] as const) {
    const bytes = readFileSync(goldenFile('files', `test-keystore.${type}`), 'latin1');
    fuzzDecoder(
      `key stores, ${type}`,
      fuzzed([bytes], fc.string({ unit: 'binary' })),
      (text) => {
        const store = openKeyStore(seal(Buffer.from(text, 'latin1'), password), password);
        if (!store.ok) return 'refused';
        for (const alias of store.value.aliases) store.value.find(alias, password);
        return 'accepted';
      },
      100,
    );
  }

  fuzzDecoder(
    'PEM',
    fuzzed([readFileSync(goldenFile('files', 'test-key.pem'), 'utf8')]),
    (text) => (parseKeyText(text).ok ? 'accepted' : 'refused'),
    100,
  );

  const files = [...corpus.yaml, `a: "{cipher}00ff" # x\nb: ['{cipher}{key:a}AQ=='] \n`];
  for (const [path, texts] of [
    ['a.yml', files],
    ['a.properties', [...corpus.properties, 'a = {cipher}00\\\n  ff\nb: {cipher}{key:a}AQ==']],
    ['a.xml', ['<properties><!-- x --><entry key="a">{cipher}00ff</entry></properties>']],
  ] as const) {
    fuzzDecoder(`places of values in ${path}`, fuzzed(texts), (text) => {
      decryptFile(path, text, symmetric.decrypt);
      const places = findCipherPlaces(path, text);
      if (!places.ok) return 'refused';
      let last = 0;
      for (const { start, end, line } of places.value) {
        assert.ok(last <= start && start < end && end <= text.length && line > 0);
        last = end;
      }
      return 'accepted';
    });
  }

  fuzzDecoder('forms', fuzzed(corpus.bodies), (text) => {
    const type = 'application/x-www-form-urlencoded';
    formText(text, type, 'encrypt');
    return formText(text, type, 'decrypt') === text ? 'refused' : 'accepted';
  });
});
