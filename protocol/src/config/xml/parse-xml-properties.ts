import { XMLValidator } from 'fast-xml-parser';
import type { Decoded } from '../../decoded.ts';
import { parseXml, type XmlNode } from '../../eureka/xml/parse-xml.ts';
import type { PropertyDocument, TracedValue } from '../traced-value.ts';

/** What Java's own files begin with. It is taken off unread; any other document type is refused. */
const JAVA_DOCTYPE =
  /<!DOCTYPE\s+properties\s+SYSTEM\s+(?:"http:\/\/java\.sun\.com\/dtd\/properties\.dtd"|'http:\/\/java\.sun\.com\/dtd\/properties\.dtd')\s*>/;

/** Reads a `.xml` file as `java.util.Properties` writes it: entries with a key (config-protocol 2.3). Never throws. */
export function parseXmlProperties(text: string): Decoded<readonly PropertyDocument[]> {
  const plain = text.replace(JAVA_DOCTYPE, '');
  const root = parseXml(plain);
  if (!root.ok)
    return { ok: false, problems: root.problems.map((one) => ({ ...one, path: flawIn(plain) })) };
  if (root.value.name !== 'properties') return notProperties('has another root than properties');
  const properties = new Map<string, TracedValue>();
  for (const child of root.value.children) {
    const entry = entryOf(child);
    if (entry === undefined) return notProperties(`has an element ${child.name} without a key`);
    if (entry.key !== '') properties.set(entry.key, { value: entry.value });
  }
  return { ok: true, value: [properties] };
}

/** `line 3, column 1`, where a text stops to be XML; empty when it is well-formed and refused for another reason. */
function flawIn(text: string): string {
  const checked = XMLValidator.validate(text);
  return checked === true ? '' : `line ${checked.err.line}, column ${checked.err.col}`;
}

/** A comment has no key, and is none. */
function entryOf({ name, attributes, text }: XmlNode): { key: string; value: string } | undefined {
  if (name === 'comment') return { key: '', value: '' };
  const key = attributes.get('key');
  return name === 'entry' && key !== undefined ? { key, value: text } : undefined;
}

function notProperties(problem: string): Decoded<never> {
  return { ok: false, problems: [{ path: '', problem }] };
}
