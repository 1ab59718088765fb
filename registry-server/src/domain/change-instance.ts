import type { InstanceInfo } from '@vernal/protocol/eureka';

/**
 * The instance with other values for some of its members; what the registry holds was at least added. To add
 * `actionType` after a spread would make the engine give each instance a layout of its own: then every renewal
 * looks its members up the slow way.
 */
export function changeInstance(
  instance: InstanceInfo,
  changes: Readonly<Partial<InstanceInfo>>,
): InstanceInfo {
  return { actionType: 'ADDED', ...instance, ...changes };
}

/** What ends an instance. */
export function deletedAt(nowMs: number): Partial<InstanceInfo> {
  return { actionType: 'DELETED', lastUpdatedTimestamp: nowMs };
}
