import { fail, succeed } from '../../outcome.ts';
import { bindTable } from '../bind-table.ts';
import {
  type Option,
  type OptionDetails,
  type OptionProblem,
  type OptionTable,
  optionsIn,
} from '../option.ts';
import type { OptionLayer } from '../option-layer.ts';
import type { OptionSource } from '../option-source.ts';
import { isIndex } from '../property-name.ts';
import { fieldsLayer, isField, within } from './fields.ts';

/**
 * A list of objects: `users[0].name`, `users[0].roles`. `fields` declares an element by names relative to it.
 * Empty by default; the highest layer that has any element replaces the whole list.
 */
export function objects<Fields extends object>(
  name: string,
  fields: OptionTable<Fields>,
  details: OptionDetails,
): Option<readonly Fields[]> {
  return {
    name,
    aliases: details.aliases ?? [],
    kind: 'list of objects',
    description: details.description,
    fields: optionsIn(fields),
    covers: ([index, ...field]) => isIndex(index ?? '') && isField(fields, field),
    bind(source) {
      const elements: Fields[] = [];
      const problems: OptionProblem[] = [];
      for (const [index, layer] of elementLayers(source, name)) {
        const bound = bindTable(fields, source.over([layer]));
        if (bound.ok) elements.push(bound.value);
        else problems.push(...bound.problem.map((one) => within(`${name}[${index}]`, one)));
      }
      return problems.length > 0 ? fail(problems) : succeed(Object.freeze(elements));
    },
  };
}

/** The elements of the highest layer that has any. */
function elementLayers(
  source: OptionSource,
  name: string,
): readonly (readonly [number, OptionLayer])[] {
  const highest = source.layers.find((layer) => layer.below(name).length > 0);
  if (highest === undefined) return [];
  const entries = highest.below(name);
  const indexes = new Set(
    entries
      .map(({ rest }) => rest[0] ?? '')
      .filter(isIndex)
      .map(Number),
  );
  return [...indexes]
    .sort((a, b) => a - b)
    .map((index) => {
      const element = entries.filter(({ rest }) => Number(rest[0]) === index);
      const fields = element.map(({ rest, entry }) => ({ rest: rest.slice(1), entry }));
      return [index, fieldsLayer(highest.kind, fields)];
    });
}
