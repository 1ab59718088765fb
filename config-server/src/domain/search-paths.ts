import type { ConfigKey } from '@vernal/protocol/bus';
import { namesOf } from './config-query.ts';

/** The repository's root, written `/` in a list of search paths. */
const ROOT = '';

/**
 * The directories a query searches, weakest first: each search path with its
 * `{application}`, `{profile}`, `{label}` and Ant globs filled in (config-protocol 4.4). Only
 * directories that exist; each ends in `/`, except the root.
 */
export function searchDirectories(
  searchPaths: readonly string[],
  key: ConfigKey & { readonly label: string },
  filePaths: Iterable<string>,
): string[] {
  if (searchPaths.every((path) => path === '/')) return [ROOT];
  const existing = directoriesOf(filePaths);
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

function matchingDirectories(path: string, existing: readonly string[]): string[] {
  const directory = path.replace(/^\/+/, '').replace(/\/*$/, '/');
  if (directory === '/') return [ROOT];
  if (!/[*?]/.test(directory)) return existing.includes(directory) ? [directory] : [];
  const pattern = antPattern(directory);
  return existing.filter((candidate) => pattern.test(candidate));
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

function directoriesOf(filePaths: Iterable<string>): string[] {
  const directories = new Set<string>();
  for (const path of filePaths) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      directories.add(path.slice(0, slash + 1));
    }
  }
  return [...directories].sort();
}
