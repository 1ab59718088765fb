import type { Decoded } from '../decoded.ts';
import { type PropertiesEntry, PropertiesReader } from './properties-reader.ts';
import type { PropertyDocument, TracedValue } from './traced-value.ts';

/**
 * Reads a `.properties` file as Spring Boot does (config-protocol 2.7): every value is a text, `key[]`
 * takes a comma list, `#---` parts documents. The path of a problem is `line L`. Never throws.
 */
export function parseProperties(text: string): Decoded<readonly PropertyDocument[]> {
  const documents: Map<string, TracedValue>[] = [new Map()];
  const reader = new PropertiesReader(text);
  for (let part = reader.next(); part !== undefined; part = reader.next()) {
    const isBegun = documents.at(-1)?.size !== 0;
    if (part.kind === 'entry') putEntry(part, documents.at(-1));
    else if (part.kind === 'separator' && isBegun) documents.push(new Map());
    // A document that begins with a comment is none: it goes on with the one before.
    else if (part.kind === 'comment' && !isBegun && documents.length > 1) documents.pop();
  }
  if (reader.problems.length > 0) return { ok: false, problems: reader.problems };
  return { ok: true, value: documents.filter(({ size }) => size > 0) };
}

function putEntry(
  { key, values }: PropertiesEntry,
  document: Map<string, TracedValue> | undefined,
): void {
  if (key === '') return;
  const name = key.endsWith('[]') ? key.slice(0, -2) : undefined;
  for (const [index, value] of values.entries()) {
    document?.set(name === undefined ? key : `${name}[${index}]`, value);
  }
}
