import { type Outcome, succeed } from '@vernal/core';
import { CIPHER_PREFIX } from '../cipher-text.ts';
import type { EncryptionProblem, TextEncryption } from './text-encryption.ts';

/**
 * A value for a configuration file: `{cipher}`, the name of its key, the text (config-protocol 5.1, 5.6).
 *
 * @param key its name; that of new texts by default. undefined: the one of texts without a name
 */
export function encryptValue(
  clear: string,
  encryption: TextEncryption,
  key: string | undefined = encryption.newestKey,
): Outcome<string, EncryptionProblem> {
  const encrypted = encryption.encrypt({ keys: key === undefined ? {} : { key }, payload: clear });
  if (!encrypted.ok) return encrypted;
  const name = key === undefined ? '' : `{key:${key}}`;
  return succeed(`${CIPHER_PREFIX}${name}${encrypted.value}`);
}
