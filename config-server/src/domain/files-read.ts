import type { ConfigKey } from '@vernal/protocol/bus';
import { recordBytes } from './estimated-size.ts';
import { searchDirectories } from './search-paths.ts';

/** A file as a commit leaves it; no id when it is, or was, something else than a file. */
interface FileChange {
  readonly path: string;
  readonly objectId?: string;
}

/** The files of a commit: path to object id. */
export type CommitFiles = ReadonlyMap<string, string>;

/** A query at one label, and where it searches. */
export interface Search {
  readonly key: ConfigKey & { readonly label: string };
  readonly searchPaths: readonly string[];
}

/**
 * What resolving a query looked up in the files of a commit, what is not there included. At another commit where
 * all of it is the same, the query resolves to the same.
 */
export class FilesRead {
  readonly #search: Search;
  readonly #objectIds = new Map<string, string | undefined>();
  #directories: readonly string[] = [];

  constructor(search: Search) {
    this.#search = search;
  }

  directories(files: CommitFiles): readonly string[] {
    this.#directories = this.#directoriesIn(files);
    return this.#directories;
  }

  objectId(files: CommitFiles, path: string): string | undefined {
    const id = files.get(path);
    this.#objectIds.set(path, id);
    return id;
  }

  /** What is kept for it. */
  get bytes(): number {
    let bytes = 0;
    for (const [path, id] of this.#objectIds) bytes += recordBytes(path, id);
    return bytes;
  }

  /** Whether the files of another commit would have given the same answers. */
  isSameIn(files: CommitFiles): boolean {
    for (const [path, id] of this.#objectIds) {
      if (files.get(path) !== id) return false;
    }
    const directories = this.#directoriesIn(files);
    return (
      directories.length === this.#directories.length &&
      directories.every((directory, index) => directory === this.#directories[index])
    );
  }

  /**
   * Whether a commit with these changes, after which all of this was read, may have changed any of it. A file that
   * went, or was a link, may have been read under another path: that can't be told, and counts.
   */
  mayDependOn(changes: readonly FileChange[]): boolean {
    const readIds = new Set(this.#objectIds.values());
    return changes.some(
      ({ path, objectId }) =>
        objectId === undefined || this.#objectIds.has(path) || readIds.has(objectId),
    );
  }

  #directoriesIn(files: CommitFiles): readonly string[] {
    return searchDirectories(this.#search.searchPaths, this.#search.key, files);
  }
}
