import type { InstanceStatus } from './instance-info.ts';

const ALPHABETICAL = ['DOWN', 'OUT_OF_SERVICE', 'STARTING', 'UNKNOWN', 'UP'] as const;

/**
 * `apps__hashcode`: how many instances have which status, e.g. `DOWN_1_UP_3_`; empty for no instance
 * (eureka-protocol 3.1). Client and server compare it after a delta.
 */
export function appsHashCode(statuses: Iterable<InstanceStatus>): string {
  const counts = new Map<InstanceStatus, number>();
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  return hashCodeOfCounts(counts);
}

/** The same from counts that somebody keeps. */
export function hashCodeOfCounts(counts: ReadonlyMap<InstanceStatus, number>): string {
  let text = '';
  for (const status of ALPHABETICAL) {
    const count = counts.get(status) ?? 0;
    if (count > 0) text += `${status}_${count}_`;
  }
  return text;
}
