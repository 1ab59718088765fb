import { dirname, join } from 'node:path';
import { fail, type Outcome, succeed } from '@vernal/core';
import {
  bindTable,
  defineOptions,
  type OptionProblem,
  type OptionSource,
} from '@vernal/core/options';
import { configImports } from './option-file-options.ts';
import { type OptionLocation, parseLocation } from './option-file-paths.ts';

/** What `spring.config.import` names: option files, or a folder with a file for each option. */
export interface OptionImport extends OptionLocation {
  readonly holds: 'files' | 'tree';
  /** What a file without an ending of its own is to be read as: `.env[.properties]`. */
  readonly ending?: string;
  /** As it was written. */
  readonly written: string;
}

const table = defineOptions({ configImports });
const TREE = 'configtree:';

/**
 * What a source of options imports, in order.
 *
 * @param importer file in which they stand: a location without a scheme begins there
 */
export function importsIn(
  source: OptionSource,
  importer = '',
): Outcome<readonly OptionImport[], readonly OptionProblem[]> {
  const bound = bindTable(table, source);
  if (!bound.ok) return bound;
  const parsed = bound.value.configImports
    .flatMap((written) => written.split(';'))
    .map((written) => parseImport(written.trim(), importer));
  const origin = importer === '' ? {} : { origin: importer };
  const problems = parsed.flatMap((one) => (one.ok ? [] : [{ ...one.problem, ...origin }]));
  if (problems.length > 0) return fail(problems);
  return succeed(parsed.flatMap((one) => (one.ok && one.value !== undefined ? [one.value] : [])));
}

/** Undefined for one that may be missing and is of a kind that there is not. */
function parseImport(
  written: string,
  importer: string,
): Outcome<OptionImport | undefined, OptionProblem> {
  const [, location = written, ending] = /^(.*)\[(\.\w+)\]$/.exec(written) ?? [];
  const { path, optional } = parseLocation(location);
  if (path.startsWith(TREE)) {
    return succeed({ holds: 'tree', path: path.slice(TREE.length), optional, written });
  }
  const file = {
    holds: 'files',
    optional,
    written,
    ...(ending !== undefined && { ending }),
  } as const;
  const isAbsolute = path.startsWith('/') || written.includes('file:');
  if (isAbsolute) return succeed({ ...file, path });
  if (!/^[\w-]{2,}:/.test(path)) return succeed({ ...file, path: join(dirname(importer), path) });
  if (optional) return succeed(undefined);
  const problem = `"${written}" can't be imported here; files and ${TREE} can`;
  return fail({ property: 'spring.config.import', problem });
}
