import { fail, type Outcome, succeed } from '../outcome.ts';
import type { Option, OptionProblem, OptionTable } from './option.ts';
import type { OptionSource } from './option-source.ts';

/** Reads every option of a table; the result is frozen. All problems are reported together. */
export function bindTable<Options extends object>(
  table: OptionTable<Options>,
  source: OptionSource,
): Outcome<Options, readonly OptionProblem[]> {
  const values: Record<string, unknown> = {};
  const problems: OptionProblem[] = [];
  for (const [key, option] of Object.entries<Option<unknown>>(table)) {
    const bound = option.bind(source);
    if (bound.ok) values[key] = bound.value;
    else problems.push(...bound.problem);
  }
  // Every key of the table was bound by the option that declares its type.
  return problems.length > 0 ? fail(problems) : succeed(Object.freeze(values) as Options);
}
