import { fail, type Outcome, succeed } from '@vernal/core';
import { parseCipherText } from '@vernal/protocol/config';
import type { DecryptRules } from './decrypt-layers.ts';

/** Where a `{cipher}` value stands in a file, and how a clear one is written there. */
interface Notation {
  /** Groups: `cipher`, and `before` if something stands before it that stays. */
  readonly pattern: RegExp;
  readonly write: (clear: string) => string;
}

/** A text in double quotes reads the same in JSON and in YAML; `{cipher}` without quotes is no text in either. */
const JSON_NOTATION: Notation = {
  pattern: /"(?<cipher>\{cipher\}[^"\\\s]+)"/g,
  write: (clear) => JSON.stringify(clear),
};
const YAML_NOTATION: Notation = {
  pattern: /(?<quote>["'])(?<cipher>\{cipher\}[^"'\\\s]+)\k<quote>/g,
  write: (clear) => JSON.stringify(clear),
};
const PROPERTIES_NOTATION: Notation = {
  pattern:
    /^(?<before>[ \t\f]*(?![#!])(?:\\.|[^\\\s=:])+(?:[ \t\f]*[=:]|[ \t\f])[ \t\f]*)(?<cipher>\{cipher\}\S+)[ \t\f]*$/gm,
  write: writePropertyValue,
};

const NOTATIONS: Readonly<Record<string, Notation>> = {
  yml: YAML_NOTATION,
  yaml: YAML_NOTATION,
  json: JSON_NOTATION,
  properties: PROPERTIES_NOTATION,
};

/**
 * Decrypts the `{cipher}` values of a YAML, JSON or properties file in place and leaves all else as it stands,
 * so all of any other file (config-protocol 5.7). Unlike Spring it escapes clear text as the file needs it.
 * The problem is the line of a value that can't be decrypted.
 */
export function decryptFile(
  path: string,
  text: string,
  decrypt: DecryptRules['decrypt'],
): Outcome<string, { readonly line: number }> {
  const notation = notationOf(path);
  if (notation === undefined) return succeed(text);
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(notation.pattern)) {
    const { before = '', cipher = '' } = match.groups ?? {};
    const clear = decrypt(parseCipherText(cipher.replaceAll(/\\(.)/g, '$1')));
    if (!clear.ok) return fail({ line: text.slice(0, match.index).split('\n').length });
    parts.push(text.slice(end, match.index), before, notation.write(clear.value));
    end = match.index + match[0].length;
  }
  return succeed(parts.join('') + text.slice(end));
}

function notationOf(path: string): Notation | undefined {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(NOTATIONS, extension) ? NOTATIONS[extension] : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\\': '\\\\' };

function writePropertyValue(clear: string): string {
  return clear.replaceAll(/[\n\r\\]|^[ \t\f]/g, (char) => ESCAPES[char] ?? `\\${char}`);
}
