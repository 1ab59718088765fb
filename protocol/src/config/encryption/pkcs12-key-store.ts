import { createDecipheriv, createPrivateKey, pbkdf2Sync } from 'node:crypto';
import { type DerValue, numberOf, oidText, parseDer } from './der.ts';
import { type KeyEntry, type KeyStore, namedKeys } from './named-keys.ts';

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const KEY_BAG = '1.2.840.113549.1.12.10.1.1';
const ENCRYPTED_KEY_BAG = '1.2.840.113549.1.12.10.1.2';
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const PBES2 = '1.2.840.113549.1.5.13';

const AES: Readonly<Record<string, readonly [cipher: string, keyBytes: number]>> = {
  '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
  '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32],
};
const HMAC: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.11': 'sha512',
};
/** Far above what tools write; a file must not hold up the start for minutes. */
const MAX_ITERATIONS = 2_000_000;

/**
 * Reads a PKCS#12 key store (RFC 7292) as Java and OpenSSL write it. Certificates under algorithms older than
 * PBES2 are left out; private keys are opened by OpenSSL itself. Throws for what is none, and for a wrong password.
 */
export function openPkcs12(bytes: Buffer, password: string): KeyStore {
  const [, authSafe] = parseDer(bytes).children;
  const entries = new Map<string, KeyEntry>();
  for (const part of parseDer(contentOf(authSafe)).children) {
    for (const bag of safeContents(part, password)) addEntry(entries, bag);
  }
  if (entries.size === 0) throw new Error('no entries');
  return namedKeys(entries);
}

/** ContentInfo: what it is, and `[0]` of octets. */
function contentOf(info: DerValue | undefined): Buffer {
  const [, explicit] = info?.children ?? [];
  return nth(explicit, 0).content;
}

function safeContents(info: DerValue, password: string): readonly DerValue[] {
  const [type, explicit] = info.children;
  if (type === undefined) return [];
  if (oidText(type) === DATA) return parseDer(contentOf(info)).children;
  if (oidText(type) !== ENCRYPTED_DATA) return [];
  const encrypted = nth(nth(explicit, 0), 1);
  const clear = decryptPbes2(nth(encrypted, 1), nth(encrypted, 2).content, password);
  return clear === undefined ? [] : parseDer(clear).children;
}

/** A bag without a name can't be asked for. A key beats the certificate of the same name. */
function addEntry(entries: Map<string, KeyEntry>, bag: DerValue): void {
  const alias = friendlyNameOf(bag);
  const entry = entryOf(bag);
  if (alias === undefined || entry === undefined) return;
  if (entry.open !== undefined || !entries.has(alias)) entries.set(alias, entry);
}

function entryOf(bag: DerValue): KeyEntry | undefined {
  const value = nth(nth(bag, 1), 0);
  switch (oidText(nth(bag, 0))) {
    case KEY_BAG:
      return { open: () => createPrivateKey({ key: value.whole, format: 'der', type: 'pkcs8' }) };
    case ENCRYPTED_KEY_BAG: {
      const key = { key: value.whole, format: 'der', type: 'pkcs8' } as const;
      return { open: (secret) => createPrivateKey({ ...key, passphrase: secret }) };
    }
    case CERTIFICATE_BAG:
      return { certificate: nth(nth(value, 1), 0).content };
    default:
      return undefined;
  }
}

function friendlyNameOf({ children: [, , attributes] }: DerValue): string | undefined {
  for (const attribute of attributes?.children ?? []) {
    if (oidText(nth(attribute, 0)) !== FRIENDLY_NAME) continue;
    const name = Buffer.from(nth(nth(attribute, 1), 0).content);
    return name.swap16().toString('utf16le').toLowerCase();
  }
  return undefined;
}

/** undefined for an older algorithm; throws for a wrong password. */
function decryptPbes2(algorithm: DerValue, encrypted: Buffer, password: string) {
  if (oidText(nth(algorithm, 0)) !== PBES2) return undefined;
  const derivation = nth(nth(nth(algorithm, 1), 0), 1);
  const scheme = nth(nth(algorithm, 1), 1);
  const [cipher, keyBytes] = AES[oidText(nth(scheme, 0))] ?? [];
  const [salt, iterations, ...rest] = derivation.children;
  const hash = hashOf(rest);
  if (cipher === undefined || keyBytes === undefined || hash === undefined) return undefined;
  if (salt === undefined || iterations === undefined) throw new Error('incomplete');
  const rounds = numberOf(iterations);
  if (!(rounds <= MAX_ITERATIONS)) throw new Error('too many iterations');
  const key = pbkdf2Sync(password, salt.content, rounds, keyBytes, hash);
  const decipher = createDecipheriv(cipher, key, nth(scheme, 1).content);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}

/** After salt and iterations may come the length of the key, then the function; HMAC-SHA1 if not. */
function hashOf(rest: readonly DerValue[]): string | undefined {
  const prf = rest.find(({ tag }) => tag === SEQUENCE);
  return prf === undefined ? 'sha1' : HMAC[oidText(nth(prf, 0))];
}

const SEQUENCE = 0x30;

function nth(value: DerValue | undefined, index: number): DerValue {
  const child = value?.children[index];
  if (child === undefined) throw new Error('incomplete');
  return child;
}
