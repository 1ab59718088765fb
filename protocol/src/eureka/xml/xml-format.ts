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
    ].join('\n'),
  application: moveOut,
  applications: (head, listed) =>
    [
      '<applications>',
      ...headLines(head).map((line) => `  ${line}`),
      ...listed,
      '</applications>',
    ].join('\n'),
};

/** XML for `X-Eureka-Accept: compact`, without white space (2.7, 2.9). */
export const compactXml: ListFormat = {
  mediaType: 'application/xml',
  listedInstance: (instance) => renderXml(compactInstanceElement(instance), DENSE),
  listedApplication: (name, instances) =>
    `<application><name>${escapeXml(name)}</name>${instances.join('')}</application>`,
  application: (listed) => listed,
  applications: (head, listed) =>
    `<applications>${listed.join('')}${headLines(head).join('')}</applications>`,
};

function headLines({ versionsDelta, appsHashCode }: ApplicationsHead): string[] {
  return [
    `<versions__delta>${escapeXml(versionsDelta)}</versions__delta>`,
    `<apps__hashcode>${escapeXml(appsHashCode)}</apps__hashcode>`,
  ];
}

/** One level less: every line begins with an element, since text has no line breaks when it is written. */
function moveOut(text: string): string {
  return text.slice(2).replaceAll('\n  ', '\n');
}
