import { createHash, createPrivateKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { parseDer } from './der.ts';
import { type KeyEntry, type KeyStore, namedKeys } from './named-keys.ts';

const MAGIC = 0xfeedfeed;
const VERSION = 2;
const PRIVATE_KEY = 1;
const CERTIFICATE = 2;
const DIGEST_BYTES = 20;
/** Java's own salt for the digest of the whole file. */
const WHITENER = 'Mighty Aphrodite';

export function isJks(bytes: Buffer): boolean {
  return bytes.length > 4 && bytes.readUInt32BE(0) === MAGIC;
}

/** Reads Java's own key store, version 2. Throws for what is none, and for a wrong password. */
export function openJks(bytes: Buffer, password: string): KeyStore {
  const body = bytes.subarray(0, -DIGEST_BYTES);
  const digest = sha1(utf16(password), Buffer.from(WHITENER), body);
  if (!timingSafeEqual(digest, bytes.subarray(-DIGEST_BYTES))) throw new Error('wrong password');
  const reader = new JavaReader(body.subarray(4));
  if (reader.int() !== VERSION) throw new Error('unknown version');
  const entries = new Map<string, KeyEntry>();
  for (let left = reader.int(); left > 0; left--) entries.set(...readEntry(reader));
  return namedKeys(entries);
}

function readEntry(reader: JavaReader): [alias: string, entry: KeyEntry] {
  const kind = reader.int();
  const alias = reader.text();
  reader.skip(8);
  if (kind === CERTIFICATE) return [alias, { certificate: readCertificate(reader) }];
  if (kind !== PRIVATE_KEY) throw new Error('unknown entry');
  const protectedKey = reader.bytes();
  const chain: Buffer[] = [];
  for (let left = reader.int(); left > 0; left--) chain.push(readCertificate(reader));
  return [alias, { open: (secret) => unprotect(protectedKey, secret) }];
}

function readCertificate(reader: JavaReader): Buffer {
  reader.text();
  return reader.bytes();
}

/** Java's key protection: a key stream of SHA-1 over password and salt, and a digest of password and key. */
function unprotect(protectedKey: Buffer, secret: string): KeyObject {
  const [, data] = parseDer(protectedKey).children;
  const bytes = data?.content ?? Buffer.alloc(0);
  const key = Buffer.from(bytes.subarray(DIGEST_BYTES, -DIGEST_BYTES));
  const password = utf16(secret);
  let stream = bytes.subarray(0, DIGEST_BYTES);
  for (let at = 0; at < key.length; at++) {
    if (at % DIGEST_BYTES === 0) stream = sha1(password, stream);
    key[at] = (key[at] ?? 0) ^ (stream[at % DIGEST_BYTES] ?? 0);
  }
  const isRight = timingSafeEqual(sha1(password, key), bytes.subarray(-DIGEST_BYTES));
  if (!isRight) throw new Error('wrong secret');
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function sha1(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Two bytes for each character, the higher first. */
function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** Reads what Java's `DataOutputStream` wrote. Throws at the end of the bytes. */
class JavaReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  int(): number {
    const value = this.#bytes.readInt32BE(this.#at);
    this.#at += 4;
    return value;
  }

  text(): string {
    const length = this.#bytes.readUInt16BE(this.#at);
    this.#at += 2;
    return this.#take(length).toString('utf8');
  }

  bytes(): Buffer {
    return this.#take(this.int());
  }

  skip(count: number): void {
    this.#take(count);
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (length < 0 || end > this.#bytes.length) throw new Error('ends too early');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
