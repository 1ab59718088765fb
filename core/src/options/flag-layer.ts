import type { OptionProblem } from './option.ts';
import { namedLayer, type OptionLayer } from './option-layer.ts';

const FLAG = /^--([^=]+)(?:=(.*))?$/s;

/** Command-line arguments as a layer: `--name=value`; a bare `--name` says `true`. Others are left out. */
export function flagLayer(argv: readonly string[]): OptionLayer {
  const entries = argv.flatMap((argument) => {
    const [, name, value = 'true'] = FLAG.exec(argument) ?? [];
    return name === undefined ? [] : [{ name, value, origin: `--${name}` }];
  });
  return namedLayer('flag', entries);
}

/** The arguments that are no flags, which no daemon takes. */
export function strayArguments(argv: readonly string[]): readonly OptionProblem[] {
  return argv
    .filter((argument) => !FLAG.test(argument))
    .map((argument) => ({ property: argument, problem: 'is not of the form --name=value' }));
}
