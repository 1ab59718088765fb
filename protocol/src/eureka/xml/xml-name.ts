const PLAIN = /[A-Za-z0-9.-]/;
const PLAIN_START = /[A-Za-z]/;
const ESCAPED = /__|_-|_\.([0-9a-f]{4})/gi;

/**
 * The name of an XML element for a key of metadata (eureka-protocol 2.9): `_` becomes `__`, `$` becomes
 * `_-`, anything that is not a letter or digit of ASCII, a dot or a minus becomes `_.` and its four hex
 * digits. Java leaves some more as they are and reads both; no reader stumbles over a colon this way.
 */
export function encodeXmlName(key: string): string {
  let name = '';
  for (let index = 0; index < key.length; index++) {
    name += encodeUnit(key.charAt(index), index === 0 ? PLAIN_START : PLAIN);
  }
  return name;
}

function encodeUnit(unit: string, plain: RegExp): string {
  if (unit === '_') return '__';
  if (unit === '$') return '_-';
  if (plain.test(unit)) return unit;
  return `_.${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The key that {@link encodeXmlName} wrote. An underscore that escapes nothing stays. */
export function decodeXmlName(name: string): string {
  if (!name.includes('_')) return name;
  return name.replace(ESCAPED, (escaped: string, code: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return escaped === '__' ? '_' : '$';
  });
}
