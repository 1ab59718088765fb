import { fail, type Outcome, succeed } from '@vernal/core';
import {
  type CipherPlace,
  encryptValue,
  findCipherPlaces,
  parseCipherText,
  type TextEncryption,
} from '@vernal/protocol/config';
import type { TreeFile } from '../repository/working-tree.ts';
import { type ConfigText, readConfigText } from './config-text.ts';

/** A property whose value is encrypted; never the value. */
export interface EncryptedProperty {
  readonly path: string;
  readonly line: number;
  readonly property: string;
}

/** A file under the new key, and what became of its values. */
export interface RotatedFile extends TreeFile {
  readonly renewed: readonly EncryptedProperty[];
  /** Values that were under the key already. */
  readonly kept: number;
}

/** Which key values are to be under: its name, or undefined for the one of values without a name. */
export interface RotationRules {
  readonly encryption: TextEncryption;
  readonly key: string | undefined;
  /** Old values and their new ones: what is the same on two branches stays the same, so that they can be merged. */
  readonly renewals?: Map<string, string>;
}

/** What people call a key; null or undefined is the one of values without a name. */
export function keyTitle(key: string | null = null): string {
  return key === null ? 'the key of values without a name' : `the key ${key}`;
}

/**
 * Encrypts the `{cipher}` values of a file anew and leaves every other byte as it stands. The problems name the
 * lines of values that no key opens.
 */
export function rotateFile(
  { path, bytes }: TreeFile,
  rules: RotationRules,
): Outcome<RotatedFile, readonly string[]> {
  const file = readConfigText(path, bytes);
  // What has no values may be anything.
  const unreadable = (problem: string): Outcome<RotatedFile, readonly string[]> =>
    bytes.includes('{cipher}')
      ? fail([`${path}: can't be read: ${problem}`])
      : succeed({ path, bytes, renewed: [], kept: 0 });
  if (!file.ok) return unreadable(file.problem);
  const places = findCipherPlaces(path, file.value.text);
  return places.ok
    ? renewPlaces(path, file.value, places.value, rules)
    : unreadable(places.problem);
}

function renewPlaces(
  path: string,
  { text, encode }: ConfigText,
  places: readonly CipherPlace[],
  rules: RotationRules,
): Outcome<RotatedFile, readonly string[]> {
  const renewed: EncryptedProperty[] = [];
  const problems: string[] = [];
  const parts: string[] = [];
  let copied = 0;
  for (const place of places) {
    const value = renewOnce(place, rules);
    const { line, property, start, end } = place;
    if (!value.ok) problems.push(`${path}:${line}: ${property} ${value.problem}`);
    if (!value.ok || value.value === place.value) continue;
    parts.push(text.slice(copied, start), value.value);
    renewed.push({ path, line, property });
    copied = end;
  }
  if (problems.length > 0) return fail(problems);
  const bytes = encode(parts.join('') + text.slice(copied));
  return succeed({ path, bytes, renewed, kept: places.length - renewed.length });
}

function renewOnce(place: CipherPlace, rules: RotationRules): Outcome<string, string> {
  const known = rules.renewals?.get(place.value);
  if (known !== undefined) return succeed(known);
  const renewed = renewValue(place, rules);
  if (renewed.ok) rules.renewals?.set(place.value, renewed.value);
  return renewed;
}

/** The value under the key; the same one if it is already. */
function renewValue(
  { value }: CipherPlace,
  { encryption, key }: RotationRules,
): Outcome<string, string> {
  const text = parseCipherText(value);
  const clear = encryption.decrypt(text);
  if (!clear.ok) return fail('is opened by no key');
  const name = text.keys['key'];
  if (name?.toLowerCase() === key?.toLowerCase()) return succeed(value);
  if (name === undefined && opensWith(value, { encryption, key })) return succeed(value);
  const renewed = encryptValue(clear.value, encryption, key);
  return renewed.ok ? renewed : fail("can't be encrypted with the key");
}

/** Whether the key opens a value, whatever key the value names. */
export function opensWith(value: string, { encryption, key }: RotationRules): boolean {
  const { keys, payload } = parseCipherText(value);
  const { key: _named, ...others } = keys;
  return encryption.decrypt({ keys: key === undefined ? others : { ...others, key }, payload }).ok;
}
