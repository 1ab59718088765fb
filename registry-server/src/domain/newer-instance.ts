import type { InstanceInfo } from '@vernal/protocol/eureka';
import { changeInstance } from './change-instance.ts';

/** The existing instance stays when it is strictly newer (4.2). */
export function newerOf(incoming: InstanceInfo, existing: InstanceInfo | undefined): InstanceInfo {
  if (existing === undefined) return incoming;
  return existing.lastDirtyTimestamp > incoming.lastDirtyTimestamp ? existing : incoming;
}

/**
 * What a peer says a second time, as after an outage, is no change: it must not win over what happened meanwhile
 * somewhere else when lists are compared.
 */
export function unlessNew(
  registered: InstanceInfo,
  previous: InstanceInfo | undefined,
): InstanceInfo {
  const isSame =
    registered.lastDirtyTimestamp === previous?.lastDirtyTimestamp &&
    registered.status === previous.status &&
    registered.overriddenStatus === previous.overriddenStatus;
  if (!isSame) return registered;
  return changeInstance(registered, { lastUpdatedTimestamp: previous.lastUpdatedTimestamp });
}
