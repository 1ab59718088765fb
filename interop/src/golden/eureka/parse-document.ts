import { XMLParser } from 'fast-xml-parser';
import type { Json } from '../json-difference.ts';

/** Elements that may occur several times, unless they are the root; one of them is a list of one. */
const repeated = new Set(['application', 'instance']);

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name, path) => repeated.has(name) && path !== name,
});

/** The text as JSON, or undefined when it is something else. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** An XML text in the shape of JSON: elements are members, attributes start with `@`, every value is text. */
export function parseXml(text: string): Json | undefined {
  try {
    return xml.parse(text, true) as Json;
  } catch {
    return undefined;
  }
}
