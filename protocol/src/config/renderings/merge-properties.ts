import type { Environment, PropertyValue } from '../environment.ts';

/** Activates documents, so it is no property of an application (config-protocol 1.7). */
const ACTIVATION = 'spring.profiles';

/**
 * The properties that the flat formats show, in Spring's order: plain keys first, each where the weakest
 * source has it, then lists. A list of a stronger source replaces the whole weaker one (config-protocol 1.7).
 */
export function mergeProperties(environment: Environment): Map<string, PropertyValue> {
  const merged = new Map<string, PropertyValue>();
  const lists = new Map<string, readonly Entry[]>();
  for (const { source } of environment.propertySources.toReversed()) {
    const entries = [...source];
    for (const [key, value] of entries) if (!isInList(key)) merged.set(key, value);
    for (const [name, items] of listsOf(entries)) lists.set(name, items);
  }
  merged.delete(ACTIVATION);
  for (const items of lists.values()) for (const [key, value] of items) merged.set(key, value);
  return merged;
}

type Entry = readonly [key: string, value: PropertyValue];

function isInList(key: string): boolean {
  return key.includes('[');
}

/** The entries with an index, by the text before it. */
function listsOf(entries: readonly Entry[]): Map<string, Entry[]> {
  const lists = new Map<string, Entry[]>();
  for (const entry of entries) {
    const [key] = entry;
    if (!isInList(key)) continue;
    const name = key.slice(0, key.indexOf('['));
    const items = lists.get(name);
    if (items === undefined) lists.set(name, [entry]);
    else items.push(entry);
  }
  return lists;
}
