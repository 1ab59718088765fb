import type { Outcome } from '@vernal/core';
import type { ByteCache } from '../domain/byte-cache.ts';
import type { CacheBudget } from '../domain/cache-budget.ts';
import type { FileProblem, ParsedFile } from '../domain/config-file.ts';
import { propertiesBytes, recordBytes, textBytes, textMapBytes } from '../domain/estimated-size.ts';
import type { Resolution, TracedResolution } from './resolution.ts';

/** What environments are made from, by commit or object id: it is never out of date. */
export interface ResolverCaches {
  readonly environments: ByteCache<Resolution>;
  /** By key and labels, whatever the commits. */
  readonly last: ByteCache<TracedResolution>;
  readonly files: ByteCache<ParsedFile>;
  /** The files of commits, path to object id. */
  readonly listings: ByteCache<ReadonlyMap<string, string>>;
}

export function resolverCaches(budget: CacheBudget): ResolverCaches {
  return {
    ...environmentCaches(budget, ''),
    files: budget.cache({ name: 'files', share: 2, sizeOf: parsedBytes, isLasting }),
    listings: budget.cache({ name: 'listings', share: 1, sizeOf: textMapBytes }),
  };
}

/** The same files, other environments: what was made by other rules must not be mixed up. */
export function cachesBeside(caches: ResolverCaches, budget: CacheBudget): ResolverCaches {
  return { ...caches, ...environmentCaches(budget, 'written-') };
}

function environmentCaches(
  budget: CacheBudget,
  which: string,
): Pick<ResolverCaches, 'environments' | 'last'> {
  return {
    environments: budget.cache({
      name: `${which}environments`,
      share: 1,
      sizeOf: resolutionBytes,
      isLasting,
    }),
    last: budget.cache({
      name: `${which}last-environments`,
      share: 1,
      sizeOf: ({ resolution, reads }) =>
        reads.reduce((sum, read) => sum + (read?.bytes ?? 0), resolutionBytes(resolution)),
    }),
  };
}

/** What the machine had no time for is tried again. */
function isLasting(outcome: Outcome<unknown, FileProblem>): boolean {
  return outcome.ok || outcome.problem.isPassing !== true;
}

function resolutionBytes(resolution: Resolution): number {
  if (!resolution.ok) return recordBytes(resolution.problem.path, resolution.problem.problem);
  const { layers } = resolution.value;
  return layers.reduce(
    (sum, { name, values }) => sum + textBytes(name) + propertiesBytes(values),
    0,
  );
}

function parsedBytes(file: ParsedFile): number {
  if (!file.ok) return recordBytes(file.problem.path, file.problem.problem);
  return file.value.reduce((sum, document) => sum + propertiesBytes(document), 0);
}
