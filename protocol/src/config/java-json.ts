/** What Java writes otherwise than JavaScript: the digits of escapes. */
const ESCAPE = /\\(?:u([0-9a-f]{4})|.)/g;
const SURROGATE = /[\ud800-\udfff]/g;

/** A text as JSON, as Java's library writes it into a text. */
export function javaJson(text: string): string {
  const json = JSON.stringify(text);
  if (!json.includes('\\u')) return json;
  return json.replace(ESCAPE, (written, digits?: string) =>
    digits === undefined ? written : `\\u${digits.toUpperCase()}`,
  );
}

/** A text as JSON, as Java's library writes it into bytes: with every surrogate escaped. */
export function javaJsonBytes(text: string): string {
  return javaJson(text).replace(
    SURROGATE,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
