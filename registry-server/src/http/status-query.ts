import { fail, type Outcome, succeed } from '@vernal/core';
import { INSTANCE_STATUSES, type InstanceStatus } from '@vernal/protocol/eureka';
import { HttpProblem } from '@vernal/server-kit';
import type { Query } from './query.ts';

/** Reads `lastDirtyTimestamp`, epoch ms; absent and empty mean none. */
export function parseDirtyTimestamp(query: Query): Outcome<number | undefined, string> {
  const text = query.get('lastDirtyTimestamp');
  if (text === null || text === '') return succeed(undefined);
  const value = Number(text);
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(value)) return succeed(value);
  return fail('lastDirtyTimestamp is not a number of milliseconds');
}

/** The same, refusing with 400 where Java answers 500. */
export function readDirtyTimestamp(query: Query): number | undefined {
  const parsed = parseDirtyTimestamp(query);
  if (!parsed.ok) throw new HttpProblem(400, parsed.problem);
  return parsed.value;
}

/** A status in exact upper case; undefined for everything else. */
export function findStatus(text: string | null): InstanceStatus | undefined {
  return INSTANCE_STATUSES.find((status) => status === text);
}

/** Reads `value`, or gives `fallback` when it is absent; anything that is no status is refused. */
export function readStatusValue(query: Query, fallback?: InstanceStatus): InstanceStatus {
  const text = query.get('value');
  const status = text === null ? fallback : findStatus(text);
  if (status === undefined) {
    throw new HttpProblem(400, `value is not one of ${INSTANCE_STATUSES.join(', ')}`);
  }
  return status;
}
