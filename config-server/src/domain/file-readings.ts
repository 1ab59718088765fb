/** A query that a file's name stands for, at the default label. */
export interface NamedQuery {
  readonly application: string;
  readonly profiles: string;
}

const SHARED_NAME = 'application';
const NO_PROFILE = 'default';

/**
 * What a file is read for, by its name without folder and extension. Where it has hyphens any reading may be meant: the
 * whole name is an application, and so is all before each hyphen; then the rest is the profile. `application-prod` is
 * nobody's name: it is shared. (The names that `/monitor` answers are Spring's own reading, see `webhook.ts`.)
 */
export function readingsOfName(stem: string): NamedQuery[] {
  const cuts = [...stem.matchAll(/-/g)].map(({ index }) => index);
  const queries = [
    { application: stem, profiles: NO_PROFILE },
    ...cuts.map((cut) => ({ application: stem.slice(0, cut), profiles: stem.slice(cut + 1) })),
  ].filter(({ application, profiles }) => application !== '' && profiles !== '');
  const shared = queries.filter(isShared);
  return shared.length > 0 ? shared : queries;
}

/** Whether a query is for what every application reads. */
export function isShared({ application }: NamedQuery): boolean {
  return application === SHARED_NAME;
}
