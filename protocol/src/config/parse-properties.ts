import type { Decoded, DecodeProblem } from '../decoded.ts';
import { PropertiesReader } from './properties-reader.ts';
import type { PropertyDocument, TracedValue } from './traced-value.ts';

/** Comments that part documents, in column 0 (config-protocol 2.7). */
const SEPARATOR = /^[#!]---\s*$/;

/**
 * Reads a `.properties` file as Spring Boot does (config-protocol 2.7): every value is a text, `key[]`
 * takes a comma list, `#---` parts documents. The path of a problem is `line L`. Never throws.
 */
export function parseProperties(text: string): Decoded<readonly PropertyDocument[]> {
  const documents: PropertyDocument[] = [];
  const problems: DecodeProblem[] = [];
  for (const part of splitDocuments(text)) {
    const properties = new Map<string, TracedValue>();
    const reader = new PropertiesReader(part.lines, part.firstLine);
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      putEntry(properties, entry.key, entry.values);
    }
    problems.push(...reader.problems);
    if (properties.size > 0) documents.push(properties);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: documents };
}

function putEntry(
  properties: Map<string, TracedValue>,
  key: string,
  values: readonly TracedValue[],
): void {
  if (key === '') return;
  const name = key.endsWith('[]') ? key.slice(0, -2) : undefined;
  for (const [index, value] of values.entries()) {
    properties.set(name === undefined ? key : `${name}[${index}]`, value);
  }
}

interface Part {
  readonly lines: readonly string[];
  /** From 1. */
  readonly firstLine: number;
}

function splitDocuments(text: string): Part[] {
  const lines = text.split(/\r\n|\r|\n/);
  const parts: Part[] = [];
  let start = 0;
  for (const [index, line] of lines.entries()) {
    if (!isSeparator(line, lines[index - 1], lines[index + 1])) continue;
    parts.push({ lines: lines.slice(start, index), firstLine: start + 1 });
    start = index + 1;
  }
  parts.push({ lines: lines.slice(start), firstLine: start + 1 });
  return parts;
}

/** Between two comments `#---` is a comment itself. */
function isSeparator(line: string, before: string | undefined, after: string | undefined): boolean {
  if (!SEPARATOR.test(line)) return false;
  const afterComment = before?.startsWith(line.charAt(0)) === true && !SEPARATOR.test(before);
  return !afterComment && after?.startsWith(line.charAt(0)) !== true;
}
