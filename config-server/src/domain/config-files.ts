import type { ConfigKey } from '@vernal/protocol/bus';
import { namesOf } from './config-query.ts';

/** Of files with the same name, the later extension is stronger (config-protocol 2.4). */
const EXTENSIONS = ['yaml', 'yml', 'xml', 'properties'];

/** Everyone reads it. */
const SHARED_NAME = 'application';

/** A file that a query may read, if it exists. */
export interface CandidateFile {
  readonly path: string;
  /** The profile in its name; undefined for a file that every profile reads. */
  readonly profile?: string;
}

/** Files without a profile in their name, weakest first: directory, then name, then extension (2.4). */
export function generalFiles(key: ConfigKey, directories: readonly string[]): CandidateFile[] {
  return filePaths(key, directories, '').map((path) => ({ path }));
}

/** Files of each profile, weakest first: the profile is outside of directory and name (2.4). */
export function profileFiles(
  key: ConfigKey,
  directories: readonly string[],
  profiles: readonly string[],
): CandidateFile[] {
  return profiles.flatMap((profile) =>
    filePaths(key, directories, `-${profile}`).map((path) => ({ path, profile })),
  );
}

function filePaths(key: ConfigKey, directories: readonly string[], suffix: string): string[] {
  const names = [...new Set([SHARED_NAME, ...namesOf(key.application)])];
  return directories.flatMap((directory) =>
    names.flatMap((name) =>
      EXTENSIONS.map((extension) => `${directory}${name}${suffix}.${extension}`),
    ),
  );
}
