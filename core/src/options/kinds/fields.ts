import { type OptionProblem, type OptionTable, optionsIn } from '../option.ts';
import { namedLayer } from '../option-layer.ts';
import { readEntries } from '../read-entries.ts';

/** Whether an object that `fields` declares has a field of this name, however it is written. */
export function isField<Fields extends object>(
  fields: OptionTable<Fields>,
  written: string,
): boolean {
  const layer = namedLayer('file', [{ name: written, value: '', origin: '' }]);
  return readEntries(optionsIn(fields), layer).size > 0;
}

/** A problem of a field, told by its whole name. */
export function within(prefix: string, problem: OptionProblem): OptionProblem {
  return { ...problem, property: `${prefix}.${problem.property}` };
}
