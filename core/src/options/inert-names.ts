import type { Option } from './option.ts';
import type { OptionLayer } from './option-layer.ts';
import { readEntries } from './read-entries.ts';

/** Names that were given and mean nothing. */
export interface InertNames {
  /** As they were written. */
  readonly names: readonly string[];
  readonly because: string;
}

/** Tells which inert options were given, and why they have no effect; one element for each reason. */
export function findInertNames(
  options: readonly Option<unknown>[],
  layers: readonly OptionLayer[],
): readonly InertNames[] {
  return options.flatMap((option) => {
    if (option.inertBecause === undefined) return [];
    const given = layers.flatMap((layer) => [...readEntries([option], layer)]);
    if (given.length === 0) return [];
    const names = [...new Set(given.map(({ name }) => name))];
    return [{ names, because: option.inertBecause }];
  });
}
