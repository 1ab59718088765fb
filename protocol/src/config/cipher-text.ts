/** Marks an encrypted value in a configuration file (config-protocol 5.1). */
export const CIPHER_PREFIX = '{cipher}';

const PLAIN_PREFIX = '{plain}';
const PREFIXES = /^(?:\{cipher\}(?=\{[^{}]*:[^{}]*\}))?(?:\{[^{}]*:[^{}]*\})+/;
const TOKEN = /\{([^{}:]+)(?::([^{}]*))?\}/y;
/** Named by the request, not by the text. */
const RESERVED = new Set(['name', 'profiles']);

/** An encrypted text taken apart: `{key:alias}` and the like, then the payload. */
export interface CipherText {
  /** Which key to use, e.g. `key` and `secret` for a key store. */
  readonly keys: Readonly<Record<string, string>>;
  readonly payload: string;
}

/** True for a value that is to be decrypted. */
export function isEncrypted(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(CIPHER_PREFIX);
}

/** A text with prefixes, and the prefixes as they were written, `{plain}` left out. */
export interface PrefixedText extends CipherText {
  readonly prefix: string;
}

/** Takes `{cipher}` and the prefixes off (config-protocol 5.1, steps 1 to 3). */
export function parseCipherText(value: string): CipherText {
  const text = value.startsWith(CIPHER_PREFIX) ? value.slice(CIPHER_PREFIX.length) : value;
  const { keys, payload } = parsePrefixedText(text);
  return { keys, payload };
}

/**
 * Takes the prefixes off a text that comes without `{cipher}`, as the encryption endpoints do. One that has it
 * all the same is understood only if a prefix follows, as in Java (config-protocol 1.9).
 */
export function parsePrefixedText(text: string): PrefixedText {
  const plain = text.indexOf(PLAIN_PREFIX);
  if (plain >= 0) {
    const prefix = text.slice(0, plain);
    return { prefix, keys: keysOf(prefix), payload: text.slice(plain + PLAIN_PREFIX.length) };
  }
  const [prefix = ''] = PREFIXES.exec(text) ?? [];
  return { prefix, keys: keysOf(prefix), payload: text.slice(prefix.length) };
}

function keysOf(text: string): Record<string, string> {
  const keys: Record<string, string> = {};
  TOKEN.lastIndex = text.startsWith(CIPHER_PREFIX) ? CIPHER_PREFIX.length : 0;
  for (let token = TOKEN.exec(text); token !== null; token = TOKEN.exec(text)) {
    const [, name = '', value = ''] = token;
    if (!RESERVED.has(name)) keys[name] = value;
  }
  return keys;
}
