import { constants, type KeyObject, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import { fail, type Outcome, succeed } from '@vernal/core';
import { DEFAULT_SALT } from '../symmetric-cipher.ts';
import { type AesMode, decryptAes, deriveAesKey, encryptAes } from './aes-text.ts';
import type { RsaKey } from './rsa-key.ts';

/** How `encrypt.rsa.*` says that texts are encrypted (config-protocol 5.4). */
export interface RsaRules {
  /** `DEFAULT` is PKCS#1 v1.5, `OAEP` is OAEP with SHA-1. */
  readonly algorithm: 'DEFAULT' | 'OAEP';
  /** AES-CBC, or AES-GCM for `encrypt.rsa.strong=true`. */
  readonly mode: AesMode;
  /** Hexadecimal digits, or any other text. */
  readonly salt: string;
}

/** What Spring does when nothing else is configured. */
export const DEFAULT_RSA_RULES: RsaRules = {
  algorithm: 'DEFAULT',
  mode: 'cbc',
  salt: DEFAULT_SALT,
};

const SECRET_BYTES = 16;
const HEX = /^(?:[0-9a-fA-F]{2})+$/;
const BASE64 = /^[A-Za-z0-9+/]+=*$/;
const WRONG_KEY = 'was not encrypted with this key';

/**
 * Encrypts as Spring's `RsaSecretEncryptor`: a random secret, wrapped by RSA, is the password of the AES key.
 * Base64 of length and wrapped secret, IV and AES text (config-protocol 5.4).
 */
export function encryptRsa(text: string, { publicKey }: RsaKey, rules: RsaRules): string {
  const secret = randomBytes(SECRET_BYTES);
  const wrapped = publicEncrypt({ key: publicKey, ...paddingOf(rules) }, secret);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(wrapped.length);
  const body = encryptAes(text, aesKeyOf(secret, rules), rules.mode);
  return Buffer.concat([length, wrapped, body]).toString('base64');
}

/**
 * The clear text; a problem when it was not encrypted for this key. Whether RSA or AES failed can't be told
 * from the outside: that would let a caller guess the secret (Bleichenbacher). Never throws.
 */
export function decryptRsa(
  base64: string,
  privateKey: KeyObject,
  rules: RsaRules,
): Outcome<string, string> {
  const bytes = BASE64.test(base64) ? Buffer.from(base64, 'base64') : Buffer.alloc(0);
  const end = bytes.length < 2 ? 0 : 2 + bytes.readUInt16BE(0);
  try {
    const secret = unwrap(bytes.subarray(2, end), privateKey, rules);
    return succeed(decryptAes(bytes.subarray(end), aesKeyOf(secret, rules), rules.mode));
  } catch {
    return fail(WRONG_KEY);
  }
}

function paddingOf({ algorithm }: RsaRules): { padding: number; oaepHash?: string } {
  if (algorithm === 'DEFAULT') return { padding: constants.RSA_PKCS1_PADDING };
  return { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
}

function unwrap(wrapped: Buffer, key: KeyObject, rules: RsaRules): Buffer {
  if (rules.algorithm === 'OAEP') return privateDecrypt({ key, ...paddingOf(rules) }, wrapped);
  // Node refuses PKCS#1 v1.5 for private decryption (CVE-2023-46809), so the padding is taken off here.
  const block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, wrapped);
  return secretOf(block) ?? randomBytes(SECRET_BYTES);
}

/** `00 02`, at least eight bytes that are not zero, `00`, the secret (RFC 8017 7.2). */
function secretOf(block: Buffer): Buffer | undefined {
  const separator = block.indexOf(0, 2);
  const isPadded = block[0] === 0 && block[1] === 2 && separator >= 10;
  const secret = block.subarray(separator + 1);
  return isPadded && secret.length === SECRET_BYTES ? secret : undefined;
}

function aesKeyOf(secret: Buffer, { salt }: RsaRules): Buffer {
  const saltBytes = HEX.test(salt) ? Buffer.from(salt, 'hex') : Buffer.from(salt, 'utf8');
  return deriveAesKey(secret.toString('hex'), saltBytes);
}
