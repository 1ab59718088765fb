import { type OptionProblem, type OptionTable, optionsIn } from '../option.ts';
import {
  type EntryBelow,
  type LayerKind,
  namedLayer,
  type OptionLayer,
  variableLayer,
} from '../option-layer.ts';
import { formatPropertyName, type PropertyName } from '../property-name.ts';
import { readEntries } from '../read-entries.ts';

const NOTHING = { name: '', value: '', origin: '' };

/** Whether an object that `fields` declares has a field of this name, however it is written. */
export function isField<Fields extends object>(
  fields: OptionTable<Fields>,
  written: PropertyName,
): boolean {
  const kinds = ['file', 'environment'] as const;
  const layers = kinds.map((kind) => fieldsLayer(kind, [{ rest: written, entry: NOTHING }]));
  return layers.some((layer) => readEntries(optionsIn(fields), layer).size > 0);
}

/**
 * The fields of one object, by what follows its name. Nobody knows of a variable where one name ends and the next
 * begins: `SEARCH_PATHS` may be `search-paths` or `search.paths`.
 */
export function fieldsLayer(kind: LayerKind, fields: readonly EntryBelow[]): OptionLayer {
  if (kind === 'environment') {
    return variableLayer(fields.map(({ rest, entry }) => ({ ...entry, name: rest.join('_') })));
  }
  return namedLayer(
    kind,
    fields.map(({ rest, entry }) => ({ ...entry, name: formatPropertyName(rest) })),
  );
}

/** A problem of a field, told by its whole name. */
export function within(prefix: string, problem: OptionProblem): OptionProblem {
  return { ...problem, property: `${prefix}.${problem.property}` };
}
