import { compactDataCenter } from '../compact-instance.ts';
import type { DataCenter, InstanceInfo, LeaseInfo, PortInfo } from '../instance-info.ts';
import { dataCenterClass, EMPTY_MAP_CLASS } from '../java-class.ts';
import { textElement, type XmlElement } from './xml-element.ts';
import { encodeXmlName } from './xml-name.ts';

/** An instance in XML, in the order of its JSON form (eureka-protocol 2.9). */
export function instanceElement(instance: InstanceInfo): XmlElement {
  return {
    name: 'instance',
    content: [
      ...identityElements(instance),
      portElement('port', instance.port),
      portElement('securePort', instance.securePort),
      textElement('countryId', instance.countryId),
      dataCenterElement(instance.dataCenter),
      instance.lease && leaseElement(instance.lease),
      metadataElement(instance.metadata),
      ...addressElements(instance),
      textElement('isCoordinatingDiscoveryServer', instance.isCoordinatingDiscoveryServer),
      textElement('lastUpdatedTimestamp', instance.lastUpdatedTimestamp),
      textElement('lastDirtyTimestamp', instance.lastDirtyTimestamp),
      textElement('actionType', instance.actionType),
      textElement('asgName', instance.asgName),
    ],
  };
}

/** An instance in compact XML (eureka-protocol 2.7). */
export function compactInstanceElement(instance: InstanceInfo): XmlElement {
  return {
    name: 'instance',
    content: [
      textElement('instanceId', instance.instanceId),
      textElement('app', instance.app),
      textElement('ipAddr', instance.ipAddr),
      textElement('vipAddress', instance.vipAddress),
      textElement('secureVipAddress', instance.secureVipAddress),
      dataCenterElement(compactDataCenter(instance)),
      textElement('hostName', instance.hostName),
      textElement('status', instance.status),
      textElement('lastUpdatedTimestamp', instance.lastUpdatedTimestamp),
      textElement('actionType', instance.actionType),
      textElement('asgName', instance.asgName),
      portElement('port', instance.port),
      portElement('securePort', instance.securePort),
    ],
  };
}

function identityElements(instance: InstanceInfo): (XmlElement | undefined)[] {
  return [
    textElement('instanceId', instance.instanceId),
    textElement('hostName', instance.hostName),
    textElement('app', instance.app),
    textElement('ipAddr', instance.ipAddr),
    textElement('sid', instance.sid),
    textElement('status', instance.status),
    textElement('overriddenstatus', instance.overriddenStatus),
  ];
}

function addressElements(instance: InstanceInfo): (XmlElement | undefined)[] {
  return [
    textElement('appGroupName', instance.appGroupName),
    textElement('homePageUrl', instance.homePageUrl),
    textElement('statusPageUrl', instance.statusPageUrl),
    textElement('healthCheckUrl', instance.healthCheckUrl),
    textElement('secureHealthCheckUrl', instance.secureHealthCheckUrl),
    textElement('vipAddress', instance.vipAddress),
    textElement('secureVipAddress', instance.secureVipAddress),
  ];
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
