import { isShared, type NamedQuery, readingsOfName } from './file-readings.ts';

const CONFIG_FILE = /([^/]+)\.(?:ya?ml|properties|xml)$/;

/** The files of a repository, by how they are read. */
export interface NamedFiles {
  /** Paths that differ. */
  readonly changed: readonly string[];
  /** Paths that exist. */
  readonly all: Iterable<string>;
  /** Whether a query searches a folder; it ends in `/`, but for the root, which is empty. */
  readonly searches: (query: NamedQuery, folder: string) => boolean;
}

/**
 * The queries that a change of some files may concern, judged by names alone: `orders-prod.yml` is the file of
 * `orders` with the profile `prod`, or of `orders-prod`. A shared file concerns all applications that have a file, or
 * are `registered`.
 */
export function namedQueries(
  { changed, all, searches }: NamedFiles,
  registered: readonly string[],
): NamedQuery[] {
  const queriesOf = (path: string) =>
    queriesOfFile(path).filter((query) => searches(query, folderOf(path)));
  const queries = changed.flatMap(queriesOf);
  const shared = queries.filter(isShared);
  const own = queries.filter((query) => !isShared(query));
  if (shared.length === 0) return distinct(own);
  const read = [...all].flatMap(queriesOf).filter((query) => !isShared(query));
  const names = new Set([...registered, ...read.map(({ application }) => application)]);
  const everyone = [...names].flatMap((application) =>
    shared.map(({ profiles }) => ({ application, profiles })),
  );
  return distinct([...own, ...everyone]);
}

function queriesOfFile(path: string): NamedQuery[] {
  return readingsOfName(CONFIG_FILE.exec(path)?.[1] ?? '');
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function distinct(queries: readonly NamedQuery[]): NamedQuery[] {
  const byText = queries.map((query) => [`${query.application} ${query.profiles}`, query] as const);
  return [...new Map(byText).values()];
}
