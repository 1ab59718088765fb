import type { ConfigKey } from '@vernal/protocol/bus';
import { type PropertyDocument, textOfValue } from '@vernal/protocol/config';
import { type CandidateFile, generalFiles, profileFiles } from './config-files.ts';

const IMPORT = /^spring\.config\.import(?:\[\d+\])?$/;
/** What may stand before a path; anything else with a colon leads out of the repository. */
const PREFIX = /^(?:optional:)?(?:file:(?:\.\/)?)?/;
/** Where a profile has its place in a file's name. */
const BEFORE_EXTENSION = /(?=\.\w+$)/;

/** Who imports. */
export interface ImportRules {
  /** Path of the file that the document stands in. */
  readonly importer: string;
  readonly key: ConfigKey;
  /** All that are active, weakest first. */
  readonly profiles: readonly string[];
}

/**
 * The files that a document imports if they exist, weakest first, by their paths in the repository: those that it
 * names, of a folder those with the usual names, then those of each profile (config-protocol 2.6). What lies
 * outside, or comes from somewhere else, is not followed: the server's own files are nobody's configuration.
 */
export function importedFiles(
  document: PropertyDocument,
  { importer, key, profiles }: ImportRules,
): CandidateFile[] {
  const paths = importedPaths(document, importer);
  const general = paths.flatMap((path) =>
    isFolder(path) ? generalFiles(key, [path]) : [{ path }],
  );
  const specific = paths.flatMap((path) =>
    isFolder(path) ? profileFiles(key, [path], profiles) : variantsOf(path, profiles),
  );
  return [...general, ...specific];
}

function isFolder(path: string): boolean {
  return path.endsWith('/');
}

/** `more-dev.yml` goes with `more.yml`. */
function variantsOf(path: string, profiles: readonly string[]): CandidateFile[] {
  if (!BEFORE_EXTENSION.test(path)) return [];
  return profiles.map((profile) => ({
    path: path.replace(BEFORE_EXTENSION, () => `-${profile}`),
    profile,
  }));
}

/** Those of folders end in a slash. */
function importedPaths(document: PropertyDocument, importer: string): string[] {
  const locations = [...document].flatMap(([key, { value }]) =>
    IMPORT.test(key) ? textOfValue(value).split(/[,;]/) : [],
  );
  return locations.flatMap((location) => {
    const path = location.trim().replace(PREFIX, '');
    if (path === '' || path.includes(':') || path.startsWith('/')) return [];
    return pathBeside(importer, path) ?? [];
  });
}

/** A path relative to the folder of another; undefined when it leads out of the repository. */
function pathBeside(importer: string, path: string): string | undefined {
  const steps = importer.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '..' && step !== '.' && step !== '') steps.push(step);
  }
  const found = steps.join('/');
  return isFolder(path) ? `${found}/` : found;
}
