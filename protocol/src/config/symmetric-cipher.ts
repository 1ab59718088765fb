import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { fail, type Outcome, succeed } from '@vernal/core';
import { decodeUtf8 } from './decode-utf8.ts';

/** Used when `encrypt.salt` is not set (config-protocol 5.2). */
export const DEFAULT_SALT = 'deadbeef';

const ALGORITHM = 'aes-256-cbc';
const IV_BYTES = 16;
const HEX = /^(?:[0-9a-fA-F]{2})+$/;

/** The AES key made from `encrypt.key` and `encrypt.salt`. Derive once, use often: it takes about 1 ms. */
export interface SymmetricKey {
  readonly aesKey: Buffer;
}

/**
 * Derives the key as Spring's `Encryptors.text` does: PBKDF2, HMAC-SHA1, 1024 rounds, 32 bytes.
 * The salt is text of an even number of hexadecimal digits; anything else is a problem.
 */
export function deriveSymmetricKey(
  password: string,
  salt: string = DEFAULT_SALT,
): Outcome<SymmetricKey, string> {
  if (!HEX.test(salt)) return fail('the salt must be an even number of hexadecimal digits');
  const bytes = Buffer.from(salt, 'hex');
  return succeed({ aesKey: pbkdf2Sync(password, bytes, 1024, 32, 'sha1') });
}

/** Lower-case hexadecimal of IV and ciphertext, without `{cipher}`. Twice the same text gives two results. */
export function encryptSymmetric(text: string, key: SymmetricKey): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key.aesKey, iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('hex');
}

/** The clear text; a problem when the text was not encrypted with this key. Never throws. */
export function decryptSymmetric(hex: string, key: SymmetricKey): Outcome<string, string> {
  const bytes = HEX.test(hex) ? Buffer.from(hex, 'hex') : Buffer.alloc(0);
  try {
    const decipher = createDecipheriv(ALGORITHM, key.aesKey, bytes.subarray(0, IV_BYTES));
    const clear = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES)), decipher.final()]);
    return succeed(decodeUtf8(clear));
  } catch {
    return fail('was not encrypted with this key');
  }
}
