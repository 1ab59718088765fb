import { INSTANCE_STATUSES, type InstanceStatus } from '@vernal/protocol/eureka';
import { HttpProblem } from '@vernal/server-kit';

/**
 * Reads `lastDirtyTimestamp`, epoch ms; absent and empty mean none. Where Java answers 500, this
 * refuses with 400.
 */
export function readDirtyTimestamp(query: URLSearchParams): number | undefined {
  const text = query.get('lastDirtyTimestamp');
  if (text === null || text === '') return undefined;
  const value = Number(text);
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new HttpProblem(400, 'lastDirtyTimestamp is not a number of milliseconds');
}

/** A status in exact upper case; undefined for everything else. */
export function findStatus(text: string | null): InstanceStatus | undefined {
  return INSTANCE_STATUSES.find((status) => status === text);
}

/** Reads `value`, or gives `fallback` when it is absent; anything that is no status is refused. */
export function readStatusValue(query: URLSearchParams, fallback?: InstanceStatus): InstanceStatus {
  const text = query.get('value');
  const status = text === null ? fallback : findStatus(text);
  if (status === undefined) {
    throw new HttpProblem(400, `value is not one of ${INSTANCE_STATUSES.join(', ')}`);
  }
  return status;
}
