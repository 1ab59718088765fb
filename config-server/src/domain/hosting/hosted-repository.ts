/** Who may change the branches and tags that a pattern fits: names of callers, `ROLE_…`, or `*` for everybody. */
export interface BranchRule {
  readonly pattern: string;
  readonly push: readonly string[];
  readonly forcePush: readonly string[];
  readonly delete: readonly string[];
}

/** A bare repository that this server keeps and that is pushed to. */
export interface HostedRepository {
  /** As in `/git/NAME.git`. */
  readonly name: string;
  readonly defaultBranch: string;
  /** The first that fits a branch counts; without one see `refusalOf`. */
  readonly rules: readonly BranchRule[];
}

const SCHEME = 'hosted:';
const NAME = /^[A-Za-z0-9][\w.-]{0,99}$/;

/** Whether a name can stand in an address and name a folder. */
export function isHostedName(name: string): boolean {
  return NAME.test(name) && !/\.(?:git|lock)$/i.test(name) && !name.includes('..');
}

/** The address of a hosted repository as backends and property sources name it. */
export function hostedUri(name: string): string {
  return `${SCHEME}${name}`;
}

/** The name in `hosted:NAME`; undefined for the address of another kind of repository. */
export function hostedNameOf(uri: string): string | undefined {
  return uri.startsWith(SCHEME) ? uri.slice(SCHEME.length).replace(/\.git$/, '') : undefined;
}
