import type { Outcome } from '../outcome.ts';
import type { OptionEntry, OptionLayer } from './option-layer.ts';
import { type Lookup, resolvePlaceholders } from './placeholders.ts';

/** Layers stacked on each other, as an option reads them. */
export interface OptionSource {
  /** From the highest layer down. */
  readonly layers: readonly OptionLayer[];
  /** The entry of the highest layer that has the name. */
  find(property: string): OptionEntry | undefined;
  /** The text of an entry with its `${...}` placeholders replaced by values of any layer. */
  resolve(entry: OptionEntry): Outcome<string, string>;
  /** The same placeholders, other layers: for the elements of a list of objects. */
  over(layers: readonly OptionLayer[]): OptionSource;
}

/** @param layers from the lowest (files) to the highest (flags) */
export function stackLayers(layers: readonly OptionLayer[]): OptionSource {
  const highestFirst = layers.toReversed();
  return sourceOver(highestFirst, (name) => findIn(highestFirst, name)?.value);
}

function sourceOver(layers: readonly OptionLayer[], lookup: Lookup): OptionSource {
  return {
    layers,
    find: (property) => findIn(layers, property),
    resolve: (entry) => resolvePlaceholders(entry.value, lookup),
    over: (others) => sourceOver(others, lookup),
  };
}

function findIn(layers: readonly OptionLayer[], property: string): OptionEntry | undefined {
  for (const layer of layers) {
    const found = layer.find(property);
    if (found !== undefined) return found;
  }
  return undefined;
}
