import type { InstanceInfo, LeaseInfo } from '@vernal/protocol/eureka';
import { changeInstance } from './change-instance.ts';

const DEFAULT_INTERVAL_SECS = 30;
const DEFAULT_DURATION_SECS = 90;

/**
 * The right of one instance to be listed, for as long as it renews (eureka-protocol 4.1). The only
 * mutable thing of the registry: a renewal is one assignment.
 */
export interface Lease {
  instance: InstanceInfo;
  readonly durationMs: number;
  /** A renewal that comes longer after the one before comes after one was missed: two of the client's intervals. */
  readonly lateAfterMs: number;
  readonly registeredAtMs: number;
  /** When it was granted or renewed last. */
  seenAtMs: number;
  /** After a renewal this is now + duration: Eureka's doubled duration, kept on purpose (4.1). */
  lastUpdateMs: number;
  /** 0 until the instance was UP once; outlives a registration. */
  serviceUpAtMs: number;
  /** 0 until cancelled or evicted. */
  evictedAtMs: number;
  /** False while nobody has said since the start that the instance lives: see {@link restoreLease}. */
  isConfirmed: boolean;
  /** The second since 1970 in which the expiry queue looks at it again; 0 while it is not filed. */
  dueSecond: number;
}

/** A new lease from now on. `previous` hands on when the instance first went UP. */
export function grantLease(instance: InstanceInfo, nowMs: number, previous?: Lease): Lease {
  return {
    instance,
    durationMs: (instance.lease?.durationInSecs ?? DEFAULT_DURATION_SECS) * 1000,
    lateAfterMs: (instance.lease?.renewalIntervalInSecs ?? DEFAULT_INTERVAL_SECS) * 2_000,
    registeredAtMs: nowMs,
    seenAtMs: nowMs,
    lastUpdateMs: nowMs,
    serviceUpAtMs: previous?.serviceUpAtMs ?? 0,
    evictedAtMs: 0,
    isConfirmed: true,
    dueSecond: previous?.dueSecond ?? 0,
  };
}

/**
 * A lease of an earlier run, which begins anew from now on. It is unconfirmed when the registry was away for
 * longer than it lasts: the instance may have ended meanwhile without anybody to notice.
 */
export function restoreLease(instance: InstanceInfo, nowMs: number, awayMs: number): Lease {
  const lease = grantLease(instance, nowMs);
  const { registrationTimestamp = nowMs, serviceUpTimestamp = 0 } = instance.lease ?? {};
  return Object.assign(lease, {
    registeredAtMs: registrationTimestamp,
    serviceUpAtMs: serviceUpTimestamp,
    isConfirmed: awayMs <= lease.durationMs,
  });
}

export function renewLease(lease: Lease, nowMs: number): void {
  lease.seenAtMs = nowMs;
  lease.lastUpdateMs = nowMs + lease.durationMs;
}

/** Gives a lease that expired one more lease time, without taking it for renewed. */
export function extendLease(lease: Lease, nowMs: number): void {
  lease.lastUpdateMs = nowMs;
}

/** How often the instance means to renew, at least 1. */
export function renewalIntervalSecs({ instance }: Lease): number {
  return Math.max(1, instance.lease?.renewalIntervalInSecs ?? DEFAULT_INTERVAL_SECS);
}

/** Whether a renewal that comes now comes after one was missed. */
export function isRenewalLate({ seenAtMs, lateAfterMs }: Lease, nowMs: number): boolean {
  return nowMs - seenAtMs > lateAfterMs;
}

/** `graceMs` makes up for time in which the server itself stood still (eureka-protocol 4.6). */
export function isExpired(lease: Lease, nowMs: number, graceMs = 0): boolean {
  return lease.evictedAtMs > 0 || nowMs > lease.lastUpdateMs + lease.durationMs + graceMs;
}

/** Notes the first time that the instance is UP. */
export function noteServiceUp(lease: Lease, nowMs: number): void {
  if (lease.instance.status === 'UP' && lease.serviceUpAtMs === 0) lease.serviceUpAtMs = nowMs;
}

/** The instance as answered: with the lease times of this server (eureka-protocol 2.4). */
export function servedInstance(lease: Lease): InstanceInfo {
  return changeInstance(lease.instance, { lease: leaseInfo(lease) });
}

function leaseInfo(lease: Lease): LeaseInfo {
  const { renewalIntervalInSecs = DEFAULT_INTERVAL_SECS, durationInSecs = DEFAULT_DURATION_SECS } =
    lease.instance.lease ?? {};
  return {
    renewalIntervalInSecs,
    durationInSecs,
    registrationTimestamp: lease.registeredAtMs,
    lastRenewalTimestamp: lease.lastUpdateMs,
    evictionTimestamp: lease.evictedAtMs,
    serviceUpTimestamp: lease.serviceUpAtMs,
  };
}
