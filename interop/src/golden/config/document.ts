import { parse } from 'yaml';
import type { Json } from '../json-difference.ts';

/** Numbers become marked texts, so that `1`, `1.0` and the text "1" stay three things. */
const numberMark = '\u0000number ';

/** Parses JSON and keeps every number as it is written. Throws when it is not JSON. */
export function parseExactJson(text: string): Json {
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : JSON.stringify(numberMark + token),
  );
  return JSON.parse(marked) as Json;
}

/** Parses YAML as Java reads it (version 1.1), keeping whole numbers apart from fractions. */
export function parseExactYaml(text: string): Json {
  const value: unknown = parse(text, { version: '1.1', intAsBigInt: true, merge: false });
  const marked = JSON.stringify(value ?? null, (_key, item: unknown) => {
    if (typeof item === 'bigint') return numberMark + item;
    return typeof item === 'number' ? `${numberMark}${item} (fraction)` : item;
  });
  return JSON.parse(marked) as Json;
}

/** One name for a document of a file: Spring's and the shorter one mean the same. */
export function documentName(name: string): string {
  const inFolder = /^file:\/(?!\/).*?\/dir\/[^/]+\/(.* \(document #\d+\))$/.exec(name)?.[1];
  if (inFolder !== undefined) return inFolder;
  return name.replace(
    /Config resource 'file \[(.*?)\]?' via location '[^']*' (\(document #\d+\))/,
    (_whole, file: string, document: string) => {
      const inside = file.replace(/^.*?\/(?:clone[^/]*|dir\/[^/]+)\//, '');
      return `${inside} ${document}`;
    },
  );
}

/** The value that a JSON pointer names. */
export function atPointer(document: Json | undefined, pointer: string): Json | undefined {
  return pointer
    .split('/')
    .slice(1)
    .reduce<Json | undefined>((value, key) => {
      if (typeof value !== 'object' || value === null) return undefined;
      return Object.entries(value).find(([name]) => name === key)?.[1];
    }, document);
}
