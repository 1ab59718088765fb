import { fail, type Outcome, succeed } from '@vernal/core';
import { decryptAes, deriveAesKey, encryptAes } from './encryption/aes-text.ts';

/** Used when `encrypt.salt` is not set (config-protocol 5.2). */
export const DEFAULT_SALT = 'deadbeef';

const HEX = /^(?:[0-9a-fA-F]{2})+$/;

/** The AES key made from `encrypt.key` and `encrypt.salt`. Derive once, use often: it takes about 1 ms. */
export interface SymmetricKey {
  readonly aesKey: Buffer;
}

/**
 * Derives the key as Spring's `Encryptors.text` does.
 * The salt is text of an even number of hexadecimal digits; anything else is a problem.
 */
export function deriveSymmetricKey(
  password: string,
  salt: string = DEFAULT_SALT,
): Outcome<SymmetricKey, string> {
  if (!HEX.test(salt)) return fail('the salt must be an even number of hexadecimal digits');
  return succeed({ aesKey: deriveAesKey(password, Buffer.from(salt, 'hex')) });
}

/** Lower-case hexadecimal of IV and ciphertext, without `{cipher}`. Twice the same text gives two results. */
export function encryptSymmetric(text: string, key: SymmetricKey): string {
  return encryptAes(text, key.aesKey, 'cbc').toString('hex');
}

/** The clear text; a problem when the text was not encrypted with this key. Never throws. */
export function decryptSymmetric(hex: string, key: SymmetricKey): Outcome<string, string> {
  const bytes = HEX.test(hex) ? Buffer.from(hex, 'hex') : Buffer.alloc(0);
  try {
    return succeed(decryptAes(bytes, key.aesKey, 'cbc'));
  } catch {
    return fail('was not encrypted with this key');
  }
}
