import type { ConfigKey } from '@vernal/protocol/bus';

/** Keys that are settled in one go, which takes some tens of milliseconds when all of them changed. */
const KEYS_AT_ONCE = 50;

/** Keys in parts of some fifty. Those of one application stay together, so that it is told once of all of them. */
export function partsOf<Key extends ConfigKey>(keys: readonly Key[]): readonly (readonly Key[])[] {
  const byApplication = new Map<string, Key[]>();
  for (const key of keys) {
    const known = byApplication.get(key.application);
    if (known === undefined) byApplication.set(key.application, [key]);
    else known.push(key);
  }
  const parts: Key[][] = [];
  let last: Key[] | undefined;
  for (const some of byApplication.values()) {
    if (last === undefined || last.length + some.length > KEYS_AT_ONCE) {
      last = [];
      parts.push(last);
    }
    last.push(...some);
  }
  return parts;
}
