import type { InstanceInfo, InstanceStatus } from '@vernal/protocol/eureka';
import type { Lease } from '../domain/lease.ts';
import { maskedMetadata } from './masked-metadata.ts';

/** One instance as people look at it. Times in epoch ms. */
export interface InstanceView {
  readonly app: string;
  readonly instanceId: string;
  readonly status: InstanceStatus;
  /** Whether an operator put the status in force. */
  readonly isOverridden: boolean;
  /** False for what was only restored from disk and has not renewed since. */
  readonly isConfirmed: boolean;
  readonly hostName: string;
  /** `10.0.0.1:8080`, with the secure port when only that is enabled. */
  readonly address: string;
  /** Empty when the instance names none. */
  readonly zone: string;
  readonly version: string;
  /** Its status page, when that is a web address. */
  readonly link?: string;
  readonly registeredAtMs: number;
  readonly seenAtMs: number;
  /** In the order of names, secrets masked. */
  readonly metadata: readonly (readonly [name: string, value: string])[];
}

export function viewInstance(lease: Lease): InstanceView {
  const { instance } = lease;
  const { app, instanceId, status, hostName, metadata } = instance;
  return {
    app,
    instanceId,
    status,
    isOverridden: instance.overriddenStatus !== 'UNKNOWN',
    isConfirmed: lease.isConfirmed,
    hostName,
    address: addressOf(instance),
    zone: zoneOf(instance),
    version: metadata['version'] ?? '',
    ...linkOf(instance),
    registeredAtMs: lease.registeredAtMs,
    seenAtMs: lease.seenAtMs,
    metadata: maskedMetadata(metadata),
  };
}

/** The zone that Eureka's own balancer reads: Amazon's, else the metadata entry `zone`. */
export function zoneOf({ dataCenter, metadata }: InstanceInfo): string {
  return dataCenter.metadata?.['availability-zone'] ?? metadata['zone'] ?? '';
}

function addressOf({ ipAddr, port, securePort }: InstanceInfo): string {
  const shown = !port.enabled && securePort.enabled ? securePort : port;
  return `${ipAddr}:${shown.number}`;
}

/** An instance may register anything as its URL, also one that runs a script. */
function linkOf({ statusPageUrl }: InstanceInfo): Pick<InstanceView, 'link'> {
  return statusPageUrl !== undefined && /^https?:\/\//i.test(statusPageUrl)
    ? { link: statusPageUrl }
    : {};
}
