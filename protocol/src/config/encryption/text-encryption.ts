import { fail, type Outcome, succeed } from '@vernal/core';
import type { CipherText } from '../cipher-text.ts';
import { decryptSymmetric, encryptSymmetric, type SymmetricKey } from '../symmetric-cipher.ts';
import type { KeyStore } from './named-keys.ts';
import { DEFAULT_RSA_RULES, decryptRsa, encryptRsa, type RsaRules } from './rsa-cipher.ts';
import { type RsaKey, sshPublicKey } from './rsa-key.ts';

/**
 * Why a text was not encrypted or decrypted: no key has its alias, the text belongs to another key, or only
 * the public half of the key is there.
 */
export type EncryptionProblem = 'unknown-key' | 'wrong-key' | 'public-key-only';

/** Encrypts and decrypts with what `encrypt.*` configures; the prefixes of a text choose the key (config-protocol 5.1). */
export interface TextEncryption {
  readonly encrypt: (text: CipherText) => Outcome<string, EncryptionProblem>;
  readonly decrypt: (text: CipherText) => Outcome<string, EncryptionProblem>;
  /** As OpenSSH writes it; undefined without one. */
  readonly publicKey: () => string | undefined;
  /** Whether a key has this name or alias, in any case. */
  readonly knows: (name: string) => boolean;
  /** The key that new texts name; absent when they name none. */
  readonly newestKey?: string;
}

/** One password for everything; prefixes are ignored. */
export function symmetricEncryption(key: SymmetricKey): TextEncryption {
  return {
    encrypt: ({ payload }) => succeed(encryptSymmetric(payload, key)),
    decrypt: ({ payload }) => orWrongKey(decryptSymmetric(payload, key)),
    publicKey: () => undefined,
    knows: () => false,
  };
}

/** One key pair for everything, as a PEM in `encrypt.key` gives it. */
export function keyPairEncryption(key: RsaKey): TextEncryption {
  return { ...rsaEncryption(() => succeed(key), DEFAULT_RSA_RULES), knows: () => false };
}

/** What `encrypt.key-store.*` and `encrypt.rsa.*` configure. */
export interface KeyStoreRules extends RsaRules {
  /** Of texts without `{key:…}`. */
  readonly alias: string;
  /** Opens keys of texts without `{secret:…}`. */
  readonly secret: string;
}

/** Keys by alias: `{key:…}` and `{secret:…}` of a text choose another one than the default. */
export function keyStoreEncryption(store: KeyStore, rules: KeyStoreRules): TextEncryption {
  const opened = new Map<string, Outcome<RsaKey, string>>();
  const find: FindKey = ({ key: alias = rules.alias, secret = rules.secret }) => {
    // Opening a key costs milliseconds. There are no more than the store has, wrong secrets are not kept.
    const name = JSON.stringify([alias, secret]);
    const known = opened.get(name) ?? store.find(alias, secret);
    if (known.ok) opened.set(name, known);
    return known;
  };
  const knows = (name: string) => store.aliases.includes(name.toLowerCase());
  return { ...rsaEncryption(find, rules), knows };
}

type FindKey = (prefixes: Readonly<Record<string, string>>) => Outcome<RsaKey, string>;

function rsaEncryption(find: FindKey, rules: RsaRules): Omit<TextEncryption, 'knows'> {
  return {
    encrypt({ keys, payload }) {
      const key = find(keys);
      return key.ok ? succeed(encryptRsa(payload, key.value, rules)) : fail('unknown-key');
    },
    decrypt({ keys, payload }) {
      const key = find(keys);
      if (!key.ok) return fail('unknown-key');
      const { privateKey } = key.value;
      if (privateKey === undefined) return fail('public-key-only');
      return orWrongKey(decryptRsa(payload, privateKey, rules));
    },
    publicKey() {
      const key = find({});
      return key.ok ? sshPublicKey(key.value) : undefined;
    },
  };
}

function orWrongKey(outcome: Outcome<string, string>): Outcome<string, EncryptionProblem> {
  return outcome.ok ? outcome : fail('wrong-key');
}
