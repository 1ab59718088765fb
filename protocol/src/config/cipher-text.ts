/** Marks an encrypted value in a configuration file (config-protocol 5.1). */
export const CIPHER_PREFIX = '{cipher}';

const PLAIN_PREFIX = '{plain}';
const PREFIXES = /^(?:\{[^{}]*:[^{}]*\})+/;
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

/** Takes `{cipher}` and the prefixes off (config-protocol 5.1, steps 1 to 3). */
export function parseCipherText(value: string): CipherText {
  const text = value.startsWith(CIPHER_PREFIX) ? value.slice(CIPHER_PREFIX.length) : value;
  const plain = text.indexOf(PLAIN_PREFIX);
  if (plain < 0) return { keys: keysOf(text), payload: text.replace(PREFIXES, '') };
  return { keys: keysOf(text.slice(0, plain)), payload: text.slice(plain + PLAIN_PREFIX.length) };
}

function keysOf(text: string): Record<string, string> {
  const keys: Record<string, string> = {};
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(text); token !== null; token = TOKEN.exec(text)) {
    const [, name = '', value = ''] = token;
    if (!RESERVED.has(name)) keys[name] = value;
  }
  return keys;
}
