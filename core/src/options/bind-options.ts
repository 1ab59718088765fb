import { fail, type Outcome } from '../outcome.ts';
import { bindTable } from './bind-table.ts';
import { type OptionProblem, type OptionTable, optionsIn } from './option.ts';
import type { OptionLayer } from './option-layer.ts';
import { stackLayers } from './option-source.ts';
import { findUnknownNames } from './unknown-names.ts';

/**
 * Binds a table to layers, given from the lowest (files) to the highest (flags). Never throws. The values are
 * frozen; the problems are all there are: bad values and unknown names, each with where it stands.
 */
export function bindOptions<Options extends object>(
  table: OptionTable<Options>,
  layers: readonly OptionLayer[],
): Outcome<Options, readonly OptionProblem[]> {
  const bound = bindTable(table, stackLayers(layers));
  const unknown = findUnknownNames(optionsIn(table), layers).problems;
  if (unknown.length === 0) return bound;
  return fail(bound.ok ? unknown : [...bound.problem, ...unknown]);
}

/** A problem as one line: property, problem, origin. */
export function describeProblem({ property, problem, origin }: OptionProblem): string {
  return origin === undefined
    ? `${property}: ${problem}`
    : `${property}: ${problem} (from ${origin})`;
}
