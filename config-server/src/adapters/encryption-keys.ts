import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Secret, VernalError } from '@vernal/core';
import {
  deriveSymmetricKey,
  isKeyText,
  keyPairEncryption,
  keyStoreEncryption,
  openKeyStore,
  parseKeyText,
  symmetricEncryption,
  type TextEncryption,
} from '@vernal/protocol/config';

/** What `encrypt.*` says (config-protocol 5.2, 5.4). */
export interface EncryptionOptions {
  /** A password, or the PEM of an RSA private key. */
  readonly encryptKey?: Secret | undefined;
  readonly encryptSalt: string;
  /** A path, or a `file:` URL. */
  readonly keyStoreLocation?: string | undefined;
  readonly keyStorePassword?: Secret | undefined;
  readonly keyStoreAlias?: string | undefined;
  /** Of the key itself; the password of the store when not set. */
  readonly keyStoreSecret?: Secret | undefined;
  readonly rsaAlgorithm: 'DEFAULT' | 'OAEP';
  readonly rsaStrong: boolean;
  readonly rsaSalt: string;
}

/**
 * Makes ready what texts are encrypted with; undefined when nothing is configured. A key store beats a key,
 * as in Spring.
 *
 * @throws VernalError `OPTIONS_INVALID` naming the option that can't be used, never what it holds
 */
export async function loadEncryption(
  options: EncryptionOptions,
): Promise<TextEncryption | undefined> {
  if (options.keyStoreLocation !== undefined) {
    return openConfiguredStore(options, options.keyStoreLocation);
  }
  const key = options.encryptKey?.reveal();
  if (key === undefined || key === '') return undefined;
  if (isKeyText(key)) {
    const pair = parseKeyText(key);
    if (!pair.ok) throw invalid(`encrypt.key ${pair.problem}`);
    return keyPairEncryption(pair.value);
  }
  const symmetric = deriveSymmetricKey(key, options.encryptSalt);
  if (!symmetric.ok) throw invalid(`encrypt.salt: ${symmetric.problem}`);
  return symmetricEncryption(symmetric.value);
}

async function openConfiguredStore(
  options: EncryptionOptions,
  location: string,
): Promise<TextEncryption> {
  const { keyStoreAlias: alias, keyStorePassword } = options;
  if (alias === undefined) throw invalid('encrypt.key-store.alias is missing');
  const password = keyStorePassword?.reveal() ?? '';
  const store = openKeyStore(await readStore(location), password);
  if (!store.ok) throw invalid(`encrypt.key-store.location: ${location} ${store.problem}`);
  const secret = options.keyStoreSecret?.reveal() ?? password;
  const key = store.value.find(alias, secret);
  if (!key.ok) throw invalid(`encrypt.key-store.alias: ${alias}: ${key.problem}`);
  return keyStoreEncryption(store.value, {
    alias,
    secret,
    algorithm: options.rsaAlgorithm,
    mode: options.rsaStrong ? 'gcm' : 'cbc',
    salt: options.rsaSalt,
  });
}

async function readStore(location: string): Promise<Buffer> {
  try {
    return await readFile(location.startsWith('file:') ? pathOf(location) : location);
  } catch (error) {
    throw invalid(`encrypt.key-store.location: ${location} can't be read`, error);
  }
}

/** Spring writes `file:/etc/x` and also `file:x`. */
function pathOf(location: string): string {
  return location.startsWith('file:/') ? fileURLToPath(location) : location.slice('file:'.length);
}

function invalid(message: string, cause?: unknown): VernalError {
  return new VernalError('OPTIONS_INVALID', message, { cause });
}
