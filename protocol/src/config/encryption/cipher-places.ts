import { fail, type Outcome, succeed } from '@vernal/core';
import { isEncrypted } from '../cipher-text.ts';
import { flattenYaml } from '../flatten-yaml.ts';
import { PropertiesReader } from '../properties-reader.ts';
import type { TracedValue } from '../traced-value.ts';

/** Where a `{cipher}` value stands in a configuration file. */
export interface CipherPlace {
  /** The key of the property, with those of its parents. */
  readonly property: string;
  readonly value: string;
  /** From 1. */
  readonly line: number;
  /** The first character of the value, inside of quotes, and the one after the last; in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** An encrypted value, and where to begin to look for it. */
interface Sighting {
  readonly property: string;
  readonly value: string;
  readonly from: number;
}

type See = (text: string) => Outcome<readonly Sighting[], string>;

const READERS: Readonly<Record<string, See>> = {
  yml: seeYaml,
  yaml: seeYaml,
  json: seeYaml,
  properties: seeProperties,
  xml: (text) => succeed(seeXml(text)),
};

/**
 * Finds every `{cipher}` value of a YAML, JSON, properties or XML file, read as the config server reads it, in the
 * order of the file: values that another one of the same name beats are there, comments are not. Other files have
 * none. The problem says where the file can't be read. Never throws.
 */
export function findCipherPlaces(
  path: string,
  text: string,
): Outcome<readonly CipherPlace[], string> {
  const seen = readerOf(path)(text);
  if (!seen.ok) return seen;
  const places: CipherPlace[] = [];
  const lines = new LinesBefore(text);
  for (const { property, value, from } of seen.value.toSorted((a, b) => a.from - b.from)) {
    const [start, end] = locate(text, value, from);
    const line = lines.lineAt(start);
    const last = places.at(-1);
    // An anchor is seen under each of its names.
    if (start === last?.start) continue;
    if (end === undefined || start < (last?.end ?? 0)) {
      return fail(`line ${line}: ${property} is written in too odd a way`);
    }
    places.push({ property, value, line, start, end });
  }
  return succeed(places);
}

/** Counts lines from one place to the next. */
class LinesBefore {
  readonly #text: string;
  #line = 1;
  #next: number;

  constructor(text: string) {
    this.#text = text;
    this.#next = text.indexOf('\n');
  }

  /** From 1; of a place at or behind the one asked for before. */
  lineAt(place: number): number {
    for (; this.#next >= 0 && this.#next < place; this.#line += 1) {
      this.#next = this.#text.indexOf('\n', this.#next + 1);
    }
    return this.#line;
  }
}

function readerOf(path: string): See {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const see = Object.hasOwn(READERS, extension) ? READERS[extension] : undefined;
  return see ?? (() => succeed([]));
}

function seeYaml(text: string): Outcome<readonly Sighting[], string> {
  const read = flattenYaml(text);
  if (!read.ok) {
    const [first] = read.problems;
    return fail([first?.path, first?.problem].filter((part) => part !== '').join(': '));
  }
  const begin = text.startsWith('\uFEFF') ? 1 : 0;
  const lines = lineStarts(text, /\n/g);
  const sightings = read.value.flatMap((document) =>
    [...document].flatMap(([property, traced]) => sightingsOf(property, traced, lines)),
  );
  return succeed(sightings.map((one) => ({ ...one, from: one.from + begin })));
}

function seeProperties(text: string): Outcome<readonly Sighting[], string> {
  const lines = lineStarts(text, /\r\n|\r|\n/g);
  const reader = new PropertiesReader(text);
  const sightings: Sighting[] = [];
  for (let part = reader.next(); part !== undefined; part = reader.next()) {
    if (part.kind !== 'entry') continue;
    const { key, values } = part;
    sightings.push(...values.flatMap((value) => sightingsOf(key, value, lines)));
  }
  const [first] = reader.problems;
  return first === undefined ? succeed(sightings) : fail(`${first.path}: ${first.problem}`);
}

const XML_ENTRY =
  /<entry\s+key\s*=\s*(?:"([^"]*)"|'([^']*)')\s*>(?:<!\[CDATA\[)?(\{cipher\}[^<\]\s]*)/g;

function seeXml(text: string): Sighting[] {
  return [...withoutComments(text).matchAll(XML_ENTRY)].map(({ index, 0: whole, ...groups }) => {
    const value = groups[3] ?? '';
    const from = index + whole.length - value.length;
    return { property: groups[1] ?? groups[2] ?? '', value, from };
  });
}

/** Blanks in place of comments. */
function withoutComments(xml: string): string {
  const [first = '', ...others] = xml.split('<!--');
  const blanked = others.map((part) => {
    const end = part.indexOf('-->');
    const length = end < 0 ? part.length : end + '-->'.length;
    return ' '.repeat('<!--'.length + length) + part.slice(length);
  });
  return first + blanked.join('');
}

function sightingsOf(
  property: string,
  { value, origin = '' }: TracedValue,
  lines: readonly number[],
): Sighting[] {
  if (!isEncrypted(value)) return [];
  const [line = 1, column = 1] = origin.split(':').map(Number);
  return [{ property, value, from: (lines[line - 1] ?? 0) + Math.max(0, column - 1) }];
}

function lineStarts(text: string, lineEnd: RegExp): number[] {
  return [0, ...[...text.matchAll(lineEnd)].map(({ index, 0: end }) => index + end.length)];
}

/** The first place from which on the value is written, and where it ends; no end when there is none. */
function locate(text: string, value: string, from: number): [start: number, end?: number] {
  for (let start = from; start < text.length; start += 1) {
    if (!/[{\\]/.test(text.charAt(start))) continue;
    const end = endOf(text, value, start);
    if (end !== undefined) return [start, end];
  }
  return [from];
}

/** A line that is continued: in properties and in YAML's double quotes. */
const CONTINUED = /(?:\\(?:\r\n|\r|\n)[ \t\f]*)*/y;
/** A character as it stands, or escaped. */
const WRITTEN = /\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\?([\s\S])/y;

function endOf(text: string, value: string, start: number): number | undefined {
  let at = start;
  for (let index = 0; index < value.length; index += 1) {
    CONTINUED.lastIndex = at;
    CONTINUED.exec(text);
    WRITTEN.lastIndex = CONTINUED.lastIndex;
    const [, unicode, byte, char] = WRITTEN.exec(text) ?? [];
    const code = unicode ?? byte;
    const read = code === undefined ? char : String.fromCharCode(Number.parseInt(code, 16));
    if (read !== value.charAt(index)) return undefined;
    at = WRITTEN.lastIndex;
  }
  return at;
}
