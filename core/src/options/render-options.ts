import { type Option, type OptionTable, optionsIn } from './option.ts';

/** The options of a table that have an effect, for `--help`: one paragraph each, in the order of the table. */
export function renderOptions<Options extends object>(table: OptionTable<Options>): string {
  const effective = optionsIn(table).filter(({ inertBecause }) => inertBecause === undefined);
  return effective.map(renderOption).join('\n');
}

function renderOption(option: Option<unknown>): string {
  const fallback = option.defaultText === undefined ? '' : ` (default ${option.defaultText})`;
  return `  --${option.name}=<${option.kind}>\n      ${option.description}${fallback}`;
}
