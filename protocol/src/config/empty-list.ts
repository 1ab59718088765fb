import type { EmptyList, PropertyValue } from './environment.ts';

/** True for the one list among the values. */
export function isEmptyList(value: PropertyValue): value is EmptyList {
  return Array.isArray(value);
}
