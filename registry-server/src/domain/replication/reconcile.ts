import type { InstanceInfo } from '@vernal/protocol/eureka';
import type { Cause } from '../cause.ts';
import type { Lease } from '../lease.ts';
import type { Registry } from '../registry.ts';
import { adoptInstance } from './settle-task.ts';

/** What a comparison with a peer's whole list changed. */
export interface Reconciled {
  /** Taken over from the peer. */
  readonly adopted: number;
  /** What the peer still lists though it was cancelled here. */
  readonly cancelled: readonly InstanceInfo[];
}

const REPAIR: Cause = { origin: 'peer', actor: 'peer', reason: 'the lists differed' };

/**
 * Takes over what the peer knows better: newest dirty timestamp, then newest change. What is missing there, the
 * peer gets by the heartbeats that are replicated to it. No lease gets longer by this, so that two registries
 * never keep an instance alive for each other.
 */
export function reconcile(
  registry: Registry,
  listed: readonly InstanceInfo[],
  nowMs: number,
): Reconciled {
  const cancelled: InstanceInfo[] = [];
  let adopted = 0;
  for (const instance of listed) {
    const known = registry.table.find(instance.app, instance.instanceId);
    if (known !== undefined) adopted += adoptBetter(registry, known, instance);
    else if (registry.cancellations.covers(instance, nowMs)) cancelled.push(instance);
    else adopted += adoptMissing(registry, instance, nowMs);
  }
  return { adopted, cancelled };
}

/** An instance unknown here, unless its lease has ended there as well. */
function adoptMissing(registry: Registry, instance: InstanceInfo, nowMs: number): number {
  const { lease: terms } = instance;
  if (terms === undefined) return 0;
  const renewedAtMs = terms.lastRenewalTimestamp;
  if (renewedAtMs + terms.durationInSecs * 1000 <= nowMs) return 0;
  registry.register(instance, REPAIR);
  const lease = registry.table.find(instance.app, instance.instanceId);
  if (lease !== undefined) lease.lastUpdateMs = Math.min(lease.lastUpdateMs, renewedAtMs);
  return 1;
}

function adoptBetter(registry: Registry, known: Lease, instance: InstanceInfo): number {
  if (!isBetter(instance, known.instance)) return 0;
  const { app, instanceId, status, overriddenStatus } = instance;
  const { lastUpdateMs } = known;
  if (overriddenStatus === 'UNKNOWN' && known.instance.overriddenStatus !== 'UNKNOWN') {
    registry.removeOverride(app, instanceId, { status, cause: REPAIR });
  } else {
    adoptInstance(registry, instance, REPAIR);
  }
  const lease = registry.table.find(app, instanceId);
  if (lease !== undefined) lease.lastUpdateMs = lastUpdateMs;
  return 1;
}

function isBetter(listed: InstanceInfo, known: InstanceInfo): boolean {
  if (listed.lastDirtyTimestamp !== known.lastDirtyTimestamp) {
    return listed.lastDirtyTimestamp > known.lastDirtyTimestamp;
  }
  const differs =
    listed.status !== known.status || listed.overriddenStatus !== known.overriddenStatus;
  return differs && listed.lastUpdatedTimestamp > known.lastUpdatedTimestamp;
}
