import { fail, succeed } from '../../outcome.ts';
import { bindTable } from '../bind-table.ts';
import {
  type Option,
  type OptionDetails,
  type OptionProblem,
  type OptionTable,
  optionsIn,
} from '../option.ts';
import type { EntryBelow, OptionLayer } from '../option-layer.ts';
import type { OptionSource } from '../option-source.ts';
import { type PropertyName, uniformSegment } from '../property-name.ts';
import { fieldsLayer, isField, within } from './fields.ts';

/** What a map of objects says of itself. */
export interface ObjectsByNameDetails extends OptionDetails {
  /** The field that is meant when an object is one text: `repos.team: URI` for `repos.team.uri: URI`. */
  readonly shortcut?: string;
}

/**
 * Objects by name: `repos.team.uri`, `repos.team.pattern[0]`. `fields` declares an object by names relative to it.
 * Empty by default; layers are merged field by field, the names come in the order in which they were written.
 */
export function objectsByName<Fields extends object>(
  name: string,
  fields: OptionTable<Fields>,
  details: ObjectsByNameDetails,
): Option<ReadonlyMap<string, Fields>> {
  const { aliases = [], description, shortcut = '' } = details;
  return {
    name,
    aliases,
    kind: 'objects by name',
    description,
    fields: optionsIn(fields),
    // The name alone is a map without entries.
    covers: (rest) => rest.length === 0 || isField(fields, fieldName(rest, shortcut)),
    bind(source) {
      const objects = new Map<string, Fields>();
      const problems: OptionProblem[] = [];
      for (const key of keysBelow(source, name)) {
        const layers = source.layers.map((layer) => objectLayer(layer, { name, key, shortcut }));
        const bound = bindTable(fields, source.over(layers));
        if (bound.ok) objects.set(key, bound.value);
        else problems.push(...bound.problem.map((one) => within(`${name}.${key}`, one)));
      }
      return problems.length > 0 ? fail(problems) : succeed(objects);
    },
  };
}

function fieldName(rest: PropertyName, shortcut: string): PropertyName {
  return rest.length === 1 ? [shortcut] : rest.slice(1);
}

/** Each name once, as the lowest layer that has it writes it. */
function keysBelow(source: OptionSource, name: string): Iterable<string> {
  const keys = new Map<string, string>();
  for (const layer of source.layers.toReversed()) {
    for (const { rest } of layer.below(name)) {
      const [key = ''] = rest;
      if (!keys.has(uniformKey(key))) keys.set(uniformKey(key), key);
    }
  }
  return keys.values();
}

/** A name made of other characters, such as a pattern, is compared as it stands. */
function uniformKey(key: string): string {
  return /^[\w-]+$/.test(key) ? uniformSegment(key) : key;
}

function objectLayer(
  layer: OptionLayer,
  {
    name,
    key,
    shortcut,
  }: { readonly name: string; readonly key: string; readonly shortcut: string },
): OptionLayer {
  const isOfObject = ({ rest }: EntryBelow) => uniformKey(rest[0] ?? '') === uniformKey(key);
  const entries = layer.below(name).filter(isOfObject);
  return fieldsLayer(
    layer.kind,
    entries.map(({ rest, entry }) => ({ rest: fieldName(rest, shortcut), entry })),
  );
}
