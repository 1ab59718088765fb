import type { InstanceInfo } from '../instance-info.ts';
import type { ApplicationsHead, ListFormat } from '../list-format.ts';
import { compactInstanceElement, instanceElement } from './instance-element.ts';
import { DENSE, escapeXml, INDENTED, renderXml } from './xml-element.ts';

/** An instance as a whole answer in XML (eureka-protocol 2.1, 2.9). */
export function encodeInstanceXml(instance: InstanceInfo): string {
  return renderXml(instanceElement(instance), INDENTED);
}

/** XML as Java's registry writes it: two spaces a level, no declaration (eureka-protocol 2.9). */
export const fullXml: ListFormat = {
  mediaType: 'application/xml',
  listedInstance: (instance) => renderXml(instanceElement(instance), INDENTED, 2),
  listedApplication: (name, instances) =>
    [
      '  <application>',
      `    <name>${escapeXml(name)}</name>`,
      ...instances,
      '  </application>',
      '',
    ].join('\n'),
  application: moveOut,
  separator: '',
  frame: (head) => ({
    before: `<applications>\n${headLines(head)
      .map((line) => `  ${line}\n`)
      .join('')}`,
    after: '</applications>',
  }),
};

/** XML for `X-Eureka-Accept: compact`, without white space (2.7, 2.9). */
export const compactXml: ListFormat = {
  mediaType: 'application/xml',
  listedInstance: (instance) => renderXml(compactInstanceElement(instance), DENSE),
  listedApplication: (name, instances) =>
    `<application><name>${escapeXml(name)}</name>${instances.join('')}</application>`,
  application: (listed) => listed,
  separator: '',
  frame: (head) => ({
    before: '<applications>',
    after: `${headLines(head).join('')}</applications>`,
  }),
};

function headLines({ versionsDelta, appsHashCode }: ApplicationsHead): string[] {
  return [
    `<versions__delta>${escapeXml(versionsDelta)}</versions__delta>`,
    `<apps__hashcode>${escapeXml(appsHashCode)}</apps__hashcode>`,
  ];
}

/** One level less, without a line break at the end: every line begins with an element, since text has no line breaks when it is written. */
function moveOut(text: string): string {
  return text.trim().replaceAll('\n  ', '\n');
}
