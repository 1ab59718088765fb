import { nearestName } from './nearest-name.ts';
import type { Option, OptionProblem } from './option.ts';
import type { OptionEntry, OptionLayer } from './option-layer.ts';
import { readEntries } from './read-entries.ts';

/** Entries that no option of a table reads. */
export interface UnknownNames {
  /** Flags, and names below `vernal.` anywhere: mistakes. */
  readonly problems: readonly OptionProblem[];
  /** Everything else in files and in Spring's part of the environment: listed once, then ignored. */
  readonly ignored: readonly OptionEntry[];
}

/** Prefixes of environment variables that are meant for us; all others belong to somebody else. */
const OUR_VARIABLES = /^(vernal|spring|eureka)_/i;

/** Tells which entries none of the options reads, as design.md section 4 ("unknown option") rules. */
export function findUnknownNames(
  options: readonly Option<unknown>[],
  layers: readonly OptionLayer[],
): UnknownNames {
  const known = options.map((option) => option.name);
  const problems: OptionProblem[] = [];
  const ignored: OptionEntry[] = [];
  for (const layer of layers) {
    const read = readEntries(options, layer);
    // One that is written twice is read where it was written last.
    for (const entry of layer.entries.filter((one) => !read.has(layer.find(one.name) ?? one))) {
      if (layer.kind === 'environment' && !OUR_VARIABLES.test(entry.name)) continue;
      if (layer.kind === 'flag' || /^vernal[._[]/i.test(entry.name))
        problems.push(unknown(entry, known));
      else ignored.push(entry);
    }
  }
  return { problems, ignored };
}

function unknown(entry: OptionEntry, known: readonly string[]): OptionProblem {
  const nearest = nearestName(entry.name.toLowerCase().replaceAll('_', '.'), known);
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return { property: entry.name, problem: `is not a known option${hint}`, origin: entry.origin };
}
