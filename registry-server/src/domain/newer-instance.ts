import type { InstanceInfo } from '@vernal/protocol/eureka';

/** The existing instance stays when it is strictly newer (4.2). */
export function newerOf(incoming: InstanceInfo, existing: InstanceInfo | undefined): InstanceInfo {
  if (existing === undefined) return incoming;
  return existing.lastDirtyTimestamp > incoming.lastDirtyTimestamp ? existing : incoming;
}
