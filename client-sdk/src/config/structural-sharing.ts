import { isDeepStrictEqual } from 'node:util';

/**
 * The next value with every part that did not change replaced by the previous one, frozen through and
 * through: `===` on any part tells whether it changed (client-sdk 65).
 */
export function shareStructure(previous: unknown, next: unknown): unknown {
  if (Array.isArray(next)) return shareList(Array.isArray(previous) ? previous : [], next);
  if (isPlainObject(next)) return shareObject(previous, next);
  return isDeepStrictEqual(previous, next) ? previous : next;
}

function shareList(previous: readonly unknown[], next: readonly unknown[]): unknown {
  const items = next.map((item, at) => shareStructure(previous[at], item));
  const same = previous.length === items.length && items.every((item, at) => item === previous[at]);
  return same && Object.isFrozen(previous) ? previous : Object.freeze(items);
}

function shareObject(previous: unknown, next: Record<string, unknown>): unknown {
  const before = isPlainObject(previous) ? previous : {};
  const entries = Object.entries(next).map(([key, value]): [string, unknown] => [
    key,
    shareStructure(Object.hasOwn(before, key) ? before[key] : undefined, value),
  ]);
  const same =
    Object.keys(before).length === entries.length &&
    entries.every(([key, value]) => Object.hasOwn(before, key) && before[key] === value);
  return same && Object.isFrozen(before) ? before : Object.freeze(Object.fromEntries(entries));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
