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
/** No option of Git, no control character, blank, or sign that names a revision. */
const BRANCH = /^(?!-|@$|HEAD$)[^\p{Cc} ~^:?*[\\]{1,200}$/u;
const REFUSED_IN_BRANCH = /\.\.|@\{|\.$/;
const BAD_PART = /^$|^\.|\.lock$/;

/** Whether a name can stand in an address and name a folder. */
export function isHostedName(name: string): boolean {
  return NAME.test(name) && !/\.(?:git|lock)$/i.test(name) && !name.includes('..');
}

/** Whether Git takes a name for that of a branch (git-check-ref-format). */
export function isBranchName(name: string): boolean {
  const parts = name.split('/');
  return (
    BRANCH.test(name) && !REFUSED_IN_BRANCH.test(name) && !parts.some((part) => BAD_PART.test(part))
  );
}

/** The address of a hosted repository as backends and property sources name it. */
export function hostedUri(name: string): string {
  return `${SCHEME}${name}`;
}

/** The name in `hosted:NAME`; undefined for the address of another kind of repository. */
export function hostedNameOf(uri: string): string | undefined {
  return uri.startsWith(SCHEME) ? uri.slice(SCHEME.length).replace(/\.git$/, '') : undefined;
}
