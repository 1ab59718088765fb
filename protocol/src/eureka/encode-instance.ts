import type { DataCenter, InstanceInfo, LeaseInfo, PortInfo } from './instance-info.ts';
import { dataCenterClass, EMPTY_MAP_CLASS } from './java-class.ts';

/** An instance with its root key, as registration body and as answer (eureka-protocol 2.1). */
export function encodeInstance(instance: InstanceInfo): string {
  return `{"instance":${encodeBareInstance(instance)}}`;
}

/** An instance without a root key, as it stands in lists and in replication items (2.1). */
export function encodeBareInstance(instance: InstanceInfo): string {
  return JSON.stringify(instanceJson(instance));
}

/**
 * The JSON form in the order and with the types that Java writes (eureka-protocol 2.2). Members that
 * are undefined are left out by `JSON.stringify`.
 */
export function instanceJson(instance: InstanceInfo): Readonly<Record<string, unknown>> {
  return {
    instanceId: instance.instanceId,
    hostName: instance.hostName,
    app: instance.app,
    ipAddr: instance.ipAddr,
    sid: instance.sid,
    status: instance.status,
    overriddenStatus: instance.overriddenStatus,
    port: portJson(instance.port),
    securePort: portJson(instance.securePort),
    countryId: instance.countryId,
    dataCenterInfo: dataCenterJson(instance.dataCenter),
    leaseInfo: instance.lease && leaseJson(instance.lease),
    metadata: metadataJson(instance.metadata),
    appGroupName: instance.appGroupName,
    homePageUrl: instance.homePageUrl,
    statusPageUrl: instance.statusPageUrl,
    healthCheckUrl: instance.healthCheckUrl,
    secureHealthCheckUrl: instance.secureHealthCheckUrl,
    vipAddress: instance.vipAddress,
    secureVipAddress: instance.secureVipAddress,
    isCoordinatingDiscoveryServer: String(instance.isCoordinatingDiscoveryServer),
    lastUpdatedTimestamp: String(instance.lastUpdatedTimestamp),
    lastDirtyTimestamp: String(instance.lastDirtyTimestamp),
    actionType: instance.actionType,
    asgName: instance.asgName,
  };
}

/** The number is a number, the flag a string: Steeltoe and Java each need it so (2.2). */
export function portJson(port: PortInfo): Readonly<Record<string, unknown>> {
  return { $: port.number, '@enabled': String(port.enabled) };
}

/** `@class` is Java's type id; only Amazon may carry metadata, and must (2.5). */
export function dataCenterJson(dataCenter: DataCenter): Readonly<Record<string, unknown>> {
  const { name, metadata = {} } = dataCenter;
  const typed = { '@class': dataCenterClass(dataCenter), name };
  return name === 'Amazon' ? { ...typed, metadata } : typed;
}

function leaseJson(lease: LeaseInfo): LeaseInfo {
  return {
    renewalIntervalInSecs: lease.renewalIntervalInSecs,
    durationInSecs: lease.durationInSecs,
    registrationTimestamp: lease.registrationTimestamp,
    lastRenewalTimestamp: lease.lastRenewalTimestamp,
    evictionTimestamp: lease.evictionTimestamp,
    serviceUpTimestamp: lease.serviceUpTimestamp,
  };
}

/** An empty map is written as a class name, as Java readers expect it (2.2). */
function metadataJson(
  metadata: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.keys(metadata).length === 0 ? { '@class': EMPTY_MAP_CLASS } : metadata;
}
