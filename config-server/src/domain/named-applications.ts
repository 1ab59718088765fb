/** A query that a file's name stands for, at the default label. */
export interface NamedQuery {
  readonly application: string;
  readonly profiles: string;
}

const CONFIG_FILE = /([^/]+)\.(?:ya?ml|properties|xml)$/;
const SHARED_NAME = 'application';
const NO_PROFILE = 'default';

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
  const shared = queries.filter(({ application }) => application === SHARED_NAME);
  const own = queries.filter(({ application }) => application !== SHARED_NAME);
  if (shared.length === 0) return distinct(own);
  const names = new Set(registered);
  for (const path of all) {
    for (const { application } of queriesOf(path)) names.add(application);
  }
  names.delete(SHARED_NAME);
  const everyone = [...names].flatMap((application) =>
    shared.map(({ profiles }) => ({ application, profiles })),
  );
  return distinct([...own, ...everyone]);
}

/** The whole name is an application, and so is all before each of its hyphens; then the rest is the profile. */
function queriesOfFile(path: string): NamedQuery[] {
  const stem = CONFIG_FILE.exec(path)?.[1] ?? '';
  const cuts = [...stem.matchAll(/-/g)].map(({ index }) => index);
  const queries = [
    { application: stem, profiles: NO_PROFILE },
    ...cuts.map((cut) => ({ application: stem.slice(0, cut), profiles: stem.slice(cut + 1) })),
  ].filter(({ application, profiles }) => application !== '' && profiles !== '');
  const shared = queries.filter(({ application }) => application === SHARED_NAME);
  return shared.length > 0 ? shared : queries;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function distinct(queries: readonly NamedQuery[]): NamedQuery[] {
  const byText = queries.map((query) => [`${query.application} ${query.profiles}`, query] as const);
  return [...new Map(byText).values()];
}
