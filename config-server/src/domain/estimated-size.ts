import { textOfValue } from '@vernal/protocol/config';
import type { ServedValue } from './property-layer.ts';

const BEYOND_LATIN1 = /[\u0100-\uffff]/;
const TEXT_HEADER_BYTES = 24;
/** An object of a few members, as V8 keeps it. */
const OBJECT_BYTES = 56;
/** A place in a map, with the room that a map keeps free. */
const MAP_PLACE_BYTES = 64;
const EMPTY_MAP_BYTES = 200;

/** What a text takes in memory, in bytes. */
export function textBytes(text: string): number {
  return TEXT_HEADER_BYTES + text.length * (BEYOND_LATIN1.test(text) ? 2 : 1);
}

/** What an object takes whose only large members are these texts. */
export function recordBytes(...texts: readonly (string | undefined)[]): number {
  return texts.reduce(
    (sum, text) => sum + (text === undefined ? 0 : textBytes(text)),
    OBJECT_BYTES,
  );
}

/** What a map from text to text takes, such as the files of a commit. */
export function textMapBytes(map: ReadonlyMap<string, string>): number {
  let bytes = EMPTY_MAP_BYTES;
  for (const [key, value] of map) bytes += MAP_PLACE_BYTES + textBytes(key) + textBytes(value);
  return bytes;
}

/** What the properties of a document or a property source take. */
export function propertiesBytes(properties: ReadonlyMap<string, ServedValue>): number {
  let bytes = EMPTY_MAP_BYTES;
  for (const [key, { value, origin }] of properties) {
    bytes += MAP_PLACE_BYTES + textBytes(key) + recordBytes(textOfValue(value), origin);
  }
  return bytes;
}
