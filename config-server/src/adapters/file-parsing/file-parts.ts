import type { PropertyDocument, TracedValue } from '@vernal/protocol/config';
import type { ParsedFile } from '../../domain/config-file.ts';
import type { FilePart } from './parsing-task.ts';

/** To take in so many takes a few milliseconds. */
const PROPERTIES_PER_PART = 1_000;

/** The parts of a file. */
export function* partsOf(parsed: ParsedFile): Generator<FilePart> {
  if (!parsed.ok) {
    yield { kind: 'broken', problem: parsed.problem };
    return;
  }
  for (const [document, values] of parsed.value.entries()) {
    const all = [...values];
    for (let start = 0; start < all.length; start += PROPERTIES_PER_PART) {
      const properties = all.slice(start, start + PROPERTIES_PER_PART);
      yield { kind: 'properties', document, properties };
    }
  }
  yield { kind: 'end', documents: parsed.value.length };
}

/** Puts a file together again; undefined when its parts end too soon. */
export async function joinParts(
  next: () => Promise<FilePart | undefined>,
): Promise<ParsedFile | undefined> {
  const documents = new Map<number, Map<string, TracedValue>>();
  for (let part = await next(); part !== undefined; part = await next()) {
    if (part.kind === 'broken') return { ok: false, problem: part.problem };
    if (part.kind === 'end') return { ok: true, value: inOrder(documents, part.documents) };
    const document = documents.get(part.document) ?? new Map<string, TracedValue>();
    documents.set(part.document, document);
    for (const [key, value] of part.properties) document.set(key, value);
  }
  return undefined;
}

function inOrder(documents: ReadonlyMap<number, PropertyDocument>, count: number) {
  return Array.from({ length: count }, (_, number) => documents.get(number) ?? new Map());
}
