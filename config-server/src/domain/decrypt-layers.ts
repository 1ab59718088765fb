import type { Outcome } from '@vernal/core';
import {
  CIPHER_PREFIX,
  type CipherText,
  isEncrypted,
  parseCipherText,
} from '@vernal/protocol/config';
import type { PropertyLayer, ServedValue } from './property-layer.ts';

/** Turns a cipher text into clear text, or says why not. */
type Decrypt = (text: CipherText) => Outcome<string, string>;

/** How values are decrypted. */
export interface DecryptRules {
  readonly decrypt: Decrypt;
  /** What becomes of a value that can't be: `invalid.<key>`, or its text without `{cipher}`. */
  readonly invalid: 'prefixed' | 'as-written';
}

/** What a client sees in place of a value that can't be decrypted (config-protocol 5.1). */
const NOT_AVAILABLE = '<n/a>';

/** Layers with clear values, and the keys that could not be decrypted. */
export interface DecryptedLayers {
  readonly layers: readonly PropertyLayer[];
  readonly invalidKeys: readonly string[];
}

/**
 * Decrypts every `{cipher}` value. As in Spring a decrypted value moves to the end of its source and
 * loses its origin, and one that can't be decrypted becomes `invalid.<key>` (config-protocol 2.1, 5.1).
 */
export function decryptLayers(
  layers: readonly PropertyLayer[],
  rules: DecryptRules,
): DecryptedLayers {
  const invalidKeys: string[] = [];
  const decrypted = layers.map((layer) => {
    const { values, invalid } = decryptValues(layer.values, rules);
    invalidKeys.push(...invalid);
    return { name: layer.name, values };
  });
  return { layers: decrypted, invalidKeys };
}

function decryptValues(
  values: ReadonlyMap<string, ServedValue>,
  rules: DecryptRules,
): { values: ReadonlyMap<string, ServedValue>; invalid: string[] } {
  // Most files have nothing to decrypt: their environments share what was read.
  if (!hasEncrypted(values)) return { values, invalid: [] };
  const clear = new Map(values);
  const invalid: string[] = [];
  for (const [key, { value }] of values) {
    if (!isEncrypted(value)) continue;
    const outcome = rules.decrypt(parseCipherText(value));
    clear.delete(key);
    if (outcome.ok) clear.set(key, { value: outcome.value });
    else if (rules.invalid === 'as-written')
      clear.set(key, { value: value.slice(CIPHER_PREFIX.length) });
    else clear.set(`invalid.${key}`, { value: NOT_AVAILABLE });
    if (!outcome.ok) invalid.push(key);
  }
  return { values: clear, invalid };
}

function hasEncrypted(values: ReadonlyMap<string, ServedValue>): boolean {
  for (const { value } of values.values()) if (isEncrypted(value)) return true;
  return false;
}
