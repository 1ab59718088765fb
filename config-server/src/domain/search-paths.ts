import type { ConfigKey } from '@vernal/protocol/bus';
import { namesOf } from './config-query.ts';

/** The repository's root, written `/` in a list of search paths. */
const ROOT = '';

/** Of each list of files, which never changes: everyone who asks at a commit searches the same directories. */
const directoriesByFiles = new WeakMap<ReadonlyMap<string, string>, ReadonlySet<string>>();

/**
 * The directories a query searches, weakest first: each search path with its
 * `{application}`, `{profile}`, `{label}` and Ant globs filled in (config-protocol 4.4). Only
 * directories that exist; each ends in `/`, except the root.
 */
export function searchDirectories(
  searchPaths: readonly string[],
  key: ConfigKey & { readonly label: string },
  files: ReadonlyMap<string, string>,
): string[] {
  if (searchPaths.every((path) => path === '/')) return [ROOT];
  const existing = directoriesOf(files);
  const found = searchPaths
    .flatMap((path) => expandPlaceholders(path, key))
    .flatMap((path) => matchingDirectories(path, existing));
  return [...new Set(found)];
}

function expandPlaceholders(path: string, key: ConfigKey & { readonly label: string }): string[] {
  const expanded = namesOf(key.profiles).flatMap((profile) =>
    namesOf(key.application).map((application) =>
      path
        .replaceAll('{application}', () => application)
        .replaceAll('{profile}', () => profile)
        .replaceAll('{label}', () => key.label),
    ),
  );
  return [...new Set(expanded)];
}

function matchingDirectories(path: string, existing: ReadonlySet<string>): string[] {
  const directory = path.replace(/^\/+/, '').replace(/\/*$/, '/');
  if (directory === '/') return [ROOT];
  if (!/[*?]/.test(directory)) return existing.has(directory) ? [directory] : [];
  const pattern = antPattern(directory);
  return [...existing].filter((candidate) => pattern.test(candidate));
}

/** `**` stands for any directories, `*` and `?` for what is inside one name. */
function antPattern(glob: string): RegExp {
  const source = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*\*\/?|\*|\?/g, (wildcard) => {
      if (wildcard === '?') return '[^/]';
      return wildcard === '*' ? '[^/]*' : '(?:[^/]+/)*';
    });
  return new RegExp(`^${source}$`);
}

/** In the order of their names. */
function directoriesOf(files: ReadonlyMap<string, string>): ReadonlySet<string> {
  const known = directoriesByFiles.get(files);
  if (known !== undefined) return known;
  const directories = new Set<string>();
  for (const path of files.keys()) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      directories.add(path.slice(0, slash + 1));
    }
  }
  const sorted = new Set([...directories].sort());
  directoriesByFiles.set(files, sorted);
  return sorted;
}
