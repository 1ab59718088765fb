import type { Environment, PropertyValue } from './environment.ts';
import { textOfValue } from './java-number.ts';

/** What a client ends with: of several sources that have a key, the first wins (config-protocol 2.1). */
export function effectiveProperties(environment: Environment): Map<string, PropertyValue> {
  const properties = new Map<string, PropertyValue>();
  for (const { source } of environment.propertySources) {
    for (const [key, value] of source) {
      if (!properties.has(key)) properties.set(key, value);
    }
  }
  return properties;
}

/** Names of the keys that were added, removed, or have another value or type; sorted. */
export function changedKeys(
  before: ReadonlyMap<string, PropertyValue>,
  after: ReadonlyMap<string, PropertyValue>,
): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => !sameValue(before.get(key), after.get(key))).sort();
}

function sameValue(left: PropertyValue | undefined, right: PropertyValue | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return typeof left === typeof right && textOfValue(left) === textOfValue(right);
}
