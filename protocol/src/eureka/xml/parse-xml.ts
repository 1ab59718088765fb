import { XMLParser } from 'fast-xml-parser';
import type { Decoded } from '../../decoded.ts';
import { isJsonObject } from '../json-values.ts';

/** An element that was read. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** All text of the element itself, as it stands, with entities resolved. */
  readonly text: string;
  readonly children: readonly XmlNode[];
}

/** An instance with much metadata has some ten thousand; what is allowed here reads in a fraction of a second. */
const MAX_CHARACTERS = 131_072;
const MAX_DEPTH = 8;

/** Marks what is an element, so that no name of one is ever mistaken for something of the parser's. */
const ELEMENT = '<';
const ATTRIBUTE = '@';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE,
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
  jPath: false,
  maxNestedTags: MAX_DEPTH,
  transformTagName: (name) => (name.startsWith(ELEMENT) ? name : `${ELEMENT}${name}`),
});

/**
 * Reads a small XML document and gives its root. Nothing is fetched or expanded: a document type
 * declaration, which could define entities, is refused. Bounded in size and depth; never throws.
 */
export function parseXml(body: string): Decoded<XmlNode> {
  if (body.length > MAX_CHARACTERS) return notXml(`is longer than ${MAX_CHARACTERS} characters`);
  if (/<!doctype/i.test(body)) return notXml('has a document type declaration');
  const [root, ...others] = childrenOf(parsed(body));
  return root === undefined || others.length > 0
    ? notXml('is not an XML document')
    : { ok: true, value: root };
}

function parsed(body: string): unknown {
  try {
    return parser.parse(body, true);
  } catch {
    return undefined;
  }
}

function notXml(problem: string): Decoded<never> {
  return { ok: false, problems: [{ path: '', problem }] };
}

/** The parser gives a list of objects: one member is the element's content, `:@` its attributes. */
function childrenOf(list: unknown): XmlNode[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((source: unknown) => {
    if (!isJsonObject(source)) return [];
    const name = Object.keys(source).find((key) => key.startsWith(ELEMENT));
    if (name === undefined) return [];
    return [
      {
        name: name.slice(ELEMENT.length),
        attributes: attributesOf(source[':@']),
        text: textOf(source[name]),
        children: childrenOf(source[name]),
      },
    ];
  });
}

function attributesOf(source: unknown): ReadonlyMap<string, string> {
  if (!isJsonObject(source)) return new Map();
  return new Map(
    Object.entries(source).map(([name, value]) => [name.slice(ATTRIBUTE.length), String(value)]),
  );
}

function textOf(list: unknown): string {
  if (!Array.isArray(list)) return '';
  return list
    .map((part: unknown) => (isJsonObject(part) ? part['#text'] : undefined))
    .filter((text) => typeof text === 'string')
    .join('');
}
