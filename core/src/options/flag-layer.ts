import { fail, type Outcome, succeed } from '../outcome.ts';
import type { OptionProblem } from './option.ts';
import { namedLayer, type OptionEntry, type OptionLayer } from './option-layer.ts';

/** Command-line arguments as a layer: `--name=value`; a bare `--name` says `true`. Anything else is a problem. */
export function flagLayer(argv: readonly string[]): Outcome<OptionLayer, readonly OptionProblem[]> {
  const entries: OptionEntry[] = [];
  const problems: OptionProblem[] = [];
  for (const argument of argv) {
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
    const name = match?.[1];
    if (name === undefined)
      problems.push({ property: argument, problem: 'is not of the form --name=value' });
    else entries.push({ name, value: match?.[2] ?? 'true', origin: `--${name}` });
  }
  return problems.length > 0 ? fail(problems) : succeed(namedLayer('flag', entries));
}
