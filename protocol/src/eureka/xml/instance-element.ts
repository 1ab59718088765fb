import { compactDataCenter } from '../compact-instance.ts';
import type { DataCenter, InstanceInfo, LeaseInfo, PortInfo } from '../instance-info.ts';
import { dataCenterClass, EMPTY_MAP_CLASS } from '../java-class.ts';
import { textElement, type XmlElement } from './xml-element.ts';
import { encodeXmlName } from './xml-name.ts';

/** Members that are written as an element of their own name with nothing but text in it. */
type TextMember = {
  [Name in keyof InstanceInfo]-?: InstanceInfo[Name] extends string | number | boolean | undefined
    ? Name
    : never;
}[keyof InstanceInfo];

/** An instance in XML, in the order of its JSON form (eureka-protocol 2.9). */
export function instanceElement(instance: InstanceInfo): XmlElement {
  const texts = textsOf(instance);
  return {
    name: 'instance',
    content: [
      ...texts('instanceId', 'hostName', 'app', 'ipAddr', 'sid', 'status'),
      textElement('overriddenstatus', instance.overriddenStatus),
      portElement('port', instance.port),
      portElement('securePort', instance.securePort),
      ...texts('countryId'),
      dataCenterElement(instance.dataCenter),
      instance.lease && leaseElement(instance.lease),
      metadataElement(instance.metadata),
      ...texts('appGroupName', 'homePageUrl', 'statusPageUrl', 'healthCheckUrl'),
      ...texts('secureHealthCheckUrl', 'vipAddress', 'secureVipAddress'),
      ...texts('isCoordinatingDiscoveryServer', 'lastUpdatedTimestamp', 'lastDirtyTimestamp'),
      ...texts('actionType', 'asgName'),
    ],
  };
}

/** An instance in compact XML (eureka-protocol 2.7). */
export function compactInstanceElement(instance: InstanceInfo): XmlElement {
  const texts = textsOf(instance);
  return {
    name: 'instance',
    content: [
      ...texts('instanceId', 'app', 'ipAddr', 'vipAddress', 'secureVipAddress'),
      dataCenterElement(compactDataCenter(instance)),
      ...texts('hostName', 'status', 'lastUpdatedTimestamp', 'actionType', 'asgName'),
      portElement('port', instance.port),
      portElement('securePort', instance.securePort),
    ],
  };
}

function textsOf(instance: InstanceInfo) {
  return (...names: readonly TextMember[]) =>
    names.map((name) => textElement(name, instance[name]));
}

function portElement(name: string, { number, enabled }: PortInfo): XmlElement {
  return { name, attributes: { enabled: String(enabled) }, content: String(number) };
}

/** Only Amazon may carry metadata (2.5). */
function dataCenterElement(dataCenter: DataCenter): XmlElement {
  const metadata =
    dataCenter.name === 'Amazon'
      ? { name: 'metadata', content: entryElements(dataCenter.metadata ?? {}) }
      : undefined;
  return {
    name: 'dataCenterInfo',
    attributes: { class: dataCenterClass(dataCenter) },
    content: [textElement('name', dataCenter.name), metadata],
  };
}

function leaseElement(lease: LeaseInfo): XmlElement {
  return {
    name: 'leaseInfo',
    content: [
      textElement('renewalIntervalInSecs', lease.renewalIntervalInSecs),
      textElement('durationInSecs', lease.durationInSecs),
      textElement('registrationTimestamp', lease.registrationTimestamp),
      textElement('lastRenewalTimestamp', lease.lastRenewalTimestamp),
      textElement('evictionTimestamp', lease.evictionTimestamp),
      textElement('serviceUpTimestamp', lease.serviceUpTimestamp),
    ],
  };
}

/** No metadata is written as a class name, as Java writes it. */
function metadataElement(metadata: Readonly<Record<string, string>>): XmlElement {
  const content = entryElements(metadata);
  return content.length === 0
    ? { name: 'metadata', attributes: { class: EMPTY_MAP_CLASS }, content }
    : { name: 'metadata', content };
}

/** An entry whose key is empty has no form in XML and is left out. */
function entryElements(entries: Readonly<Record<string, string>>): XmlElement[] {
  return Object.entries(entries)
    .filter(([key]) => key !== '')
    .map(([key, content]) => ({ name: encodeXmlName(key), content }));
}
