import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { messageOf, type Secret, VernalError } from '@vernal/core';
import {
  deriveSymmetricKey,
  isKeyText,
  keyPairEncryption,
  keyStoreEncryption,
  namedEncryption,
  openKeyStore,
  parseKeyText,
  symmetricEncryption,
  type TextEncryption,
} from '@vernal/protocol/config';

/** What `encrypt.*` and `vernal.config.encrypt.*` say (config-protocol 5.2, 5.4). */
export interface EncryptionOptions {
  /** A password, or the PEM of an RSA private key. */
  readonly encryptKey?: Secret | undefined;
  /** A path, or a `file:` URL, as all that follow. */
  readonly encryptKeyFile?: string | undefined;
  readonly encryptSalt: string;
  readonly keyStoreLocation?: string | undefined;
  readonly keyStorePassword?: Secret | undefined;
  readonly keyStoreAlias?: string | undefined;
  /** Of the key itself; the password of the store when not set. */
  readonly keyStoreSecret?: Secret | undefined;
  readonly rsaAlgorithm: 'DEFAULT' | 'OAEP';
  readonly rsaStrong: boolean;
  readonly rsaSalt: string;
  readonly namedKeys: ReadonlyMap<string, NamedKeyOptions>;
  readonly newestKey?: string | undefined;
}

interface NamedKeyOptions {
  readonly key?: Secret | undefined;
  readonly file?: string | undefined;
}

/**
 * Makes ready what texts are encrypted with; undefined when nothing is configured. A key store beats a key,
 * as in Spring; keys with a name stand beside either.
 *
 * @throws VernalError `OPTIONS_INVALID` with a line for each option that can't be used, never what it holds
 */
export async function loadEncryption(
  options: EncryptionOptions,
): Promise<TextEncryption | undefined> {
  const loading = [loadUnnamed(options), loadNamed(options)] as const;
  await requireAll(loading);
  const [others, named] = await Promise.all(loading);
  const { newestKey } = options;
  if (newestKey === undefined)
    return named.size === 0 ? others : namedEncryption({ named, others });
  const encryption = namedEncryption({ named, others, newestKey });
  // The key of an alias may have another password than the store.
  const probe = encryption.encrypt({ keys: { key: newestKey }, payload: '' });
  if (encryption.knows(newestKey) && probe.ok) return encryption;
  throw invalid(`vernal.config.encrypt.newest-key: there is no key ${newestKey}`);
}

async function loadUnnamed(options: EncryptionOptions): Promise<TextEncryption | undefined> {
  if (options.keyStoreLocation !== undefined) {
    return openConfiguredStore(options, options.keyStoreLocation);
  }
  if (options.encryptKey !== undefined) {
    return keyEncryption('encrypt.key', options.encryptKey.reveal(), options);
  }
  const { encryptKeyFile: file } = options;
  if (file === undefined) return undefined;
  const option = 'vernal.config.encrypt.key-file';
  return keyEncryption(option, await readKeyFile(option, file), options);
}

async function loadNamed(options: EncryptionOptions): Promise<Map<string, TextEncryption>> {
  const loading = [...options.namedKeys].map(async ([name, key]) => {
    const encryption = await loadNamedKey(name, key, options);
    return [name.toLowerCase(), encryption] as const;
  });
  await requireAll(loading);
  return new Map(await Promise.all(loading));
}

async function loadNamedKey(
  name: string,
  { key, file }: NamedKeyOptions,
  options: EncryptionOptions,
): Promise<TextEncryption> {
  const option = `vernal.config.encrypt.keys.${name}`;
  if (!KEY_NAME.test(name)) throw invalid(`${option}: a name has letters, digits and ._- only`);
  if (key === undefined && file === undefined) throw invalid(`${option} has no key`);
  const text = key?.reveal() ?? (await readKeyFile(`${option}.file`, file ?? ''));
  return keyEncryption(option, text, options);
}

/** Waits for all; rejects with the problems of those that can't be had, a line for each. */
async function requireAll(parts: readonly Promise<unknown>[]): Promise<void> {
  const settled = await Promise.allSettled(parts);
  const reasons = settled.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []));
  // One salt may spoil several keys.
  const problems = new Set(reasons.flatMap((reason) => messageOf(reason).split('\n')));
  if (problems.size > 0) throw invalid([...problems].join('\n'), reasons[0]);
}

/** What can stand in `{key:…}` of any file without quotes of its own. */
const KEY_NAME = /^[\w.-]+$/;

/** The last line of a file mostly has an end, which is not part of the key. */
async function readKeyFile(option: string, file: string): Promise<string> {
  const text = (await readLocation(option, file)).toString('utf8');
  return text.replace(/\r?\n$/, '');
}

/** A password, or a pair of keys, by what the text looks like. */
function keyEncryption(
  option: string,
  text: string,
  { encryptSalt }: EncryptionOptions,
): TextEncryption {
  if (text === '') throw invalid(`${option} is empty`);
  if (isKeyText(text)) {
    const pair = parseKeyText(text);
    if (!pair.ok) throw invalid(`${option} ${pair.problem}`);
    return keyPairEncryption(pair.value);
  }
  const symmetric = deriveSymmetricKey(text, encryptSalt);
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
  const store = openKeyStore(await readLocation('encrypt.key-store.location', location), password);
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

async function readLocation(option: string, location: string): Promise<Buffer> {
  if (location.startsWith('classpath:')) {
    throw invalid(`${option}: there is no class path here; give the path of a file`);
  }
  try {
    return await readFile(location.startsWith('file:') ? pathOf(location) : location);
  } catch (error) {
    throw invalid(`${option}: ${location} can't be read`, error);
  }
}

/** Spring writes `file:/etc/x` and also `file:x`. */
function pathOf(location: string): string {
  return location.startsWith('file:/') ? fileURLToPath(location) : location.slice('file:'.length);
}

function invalid(message: string, cause?: unknown): VernalError {
  return new VernalError('OPTIONS_INVALID', message, { cause });
}
