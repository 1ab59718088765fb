import { fieldsLayer } from './kinds/fields.ts';
import type { Option } from './option.ts';
import type { OptionLayer } from './option-layer.ts';
import { readEntries } from './read-entries.ts';

/** Names that were given and mean nothing. */
export interface InertNames {
  /** As they were written. */
  readonly names: readonly string[];
  readonly because: string;
}

/** Tells which inert options were given, also inside of objects, and why they have no effect; one element for each reason. */
export function findInertNames(
  options: readonly Option<unknown>[],
  layers: readonly OptionLayer[],
): readonly InertNames[] {
  const found = new Map<string, Set<string>>();
  for (const layer of layers) {
    for (const { name, because } of inertEntries(options, layer)) {
      found.set(because, (found.get(because) ?? new Set()).add(name));
    }
  }
  return [...found].map(([because, names]) => ({ names: [...names], because }));
}

interface InertEntry {
  readonly name: string;
  readonly because: string;
}

function inertEntries(options: readonly Option<unknown>[], layer: OptionLayer): InertEntry[] {
  return options.flatMap((option) => {
    const { inertBecause: because, fields } = option;
    if (because !== undefined) {
      return [...readEntries([option], layer)].map(({ name }) => ({ name, because }));
    }
    return fields === undefined ? [] : inertFields(option.name, fields, layer);
  });
}

/** What is inert below `users[0].` or `repos.team.` */
function inertFields(
  name: string,
  fields: readonly Option<unknown>[],
  layer: OptionLayer,
): InertEntry[] {
  return layer.below(name).flatMap(({ rest, entry }) => {
    const inside = fieldsLayer(layer.kind, [{ rest: rest.slice(1), entry }]);
    const found = inertEntries(fields, inside);
    return found.map(({ because }) => ({ name: entry.name, because }));
  });
}
