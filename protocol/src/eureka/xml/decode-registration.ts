import type { Decoded } from '../../decoded.ts';
import type { InstanceDraft } from '../instance-draft.ts';
import type { JsonObject } from '../json-values.ts';
import { readInstance } from '../read-instance.ts';
import { parseXml, type XmlNode } from './parse-xml.ts';
import { decodeXmlName } from './xml-name.ts';

/**
 * Reads the XML body of a registration (eureka-protocol 1.2 R4, 2.9): one root, `instance`. Gives the
 * same draft as the JSON of that instance would; elements that are not known are dropped.
 */
export function decodeRegistrationXml(body: string): Decoded<InstanceDraft> {
  const root = parseXml(body);
  if (!root.ok) return root;
  if (root.value.name !== 'instance') {
    return { ok: false, problems: [{ path: '', problem: 'must have the root "instance"' }] };
  }
  return readInstance(membersOf(root.value, readMember));
}

type ReadMember = (node: XmlNode) => unknown;

/** Those whose JSON form is not just their text. A map, so that no name meets an inherited member. */
const READERS: ReadonlyMap<string, ReadMember> = new Map<string, ReadMember>([
  ['port', readPort],
  ['securePort', readPort],
  ['status', readStatus],
  ['overriddenstatus', readStatus],
  ['overriddenStatus', readStatus],
  ['dataCenterInfo', readDataCenter],
  ['leaseInfo', readTexts],
  ['metadata', readTexts],
]);

function readMember(node: XmlNode): unknown {
  const read = READERS.get(node.name);
  return read === undefined ? node.text : read(node);
}

/** The first of repeated elements counts least, as in Java, where each sets the value anew. */
function membersOf({ children }: XmlNode, read: ReadMember): JsonObject {
  return Object.fromEntries(children.map((child) => [decodeXmlName(child.name), read(child)]));
}

function readTexts(node: XmlNode): JsonObject {
  return membersOf(node, ({ text }) => text);
}

function readPort({ text, attributes }: XmlNode): JsonObject {
  return { $: text, '@enabled': attributes.get('enabled') };
}

/** In XML a status may be in any case (2.9); an empty one is none. */
function readStatus({ text }: XmlNode): string | undefined {
  return text === '' ? undefined : text.toUpperCase();
}

function readDataCenter(node: XmlNode): JsonObject {
  const members = membersOf(node, (child) =>
    child.name === 'metadata' ? readTexts(child) : child.text,
  );
  return { ...members, '@class': node.attributes.get('class') };
}
