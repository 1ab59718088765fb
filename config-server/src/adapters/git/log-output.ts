import type { FileChange, LoggedCommit } from '../../ports/config-repository.ts';

const NUL = '\0';
const HEADER = 'commit ';
/** Mode before, mode after, and the object id after; a path follows. */
const RAW = /^:(\d{6}) (\d{6}) [0-9a-f]+ ([0-9a-f]+) /;
const FILE_MODE = /^100/;
const NO_MODE = '000000';

/** How `git log -z --raw` must write commits for {@link LogOutput}. */
export const LOG_FORMAT = `--format=${HEADER}%H%n%P%n%an <%ae>%n%ct%n%s`;

/** Takes the output of `git log` apart, however it is cut into chunks. */
export class LogOutput {
  #rest = '';
  #commit: Omit<LoggedCommit, 'changes'> | undefined;
  #changes: FileChange[] = [];
  /** Text of the change whose path comes next. */
  #raw: RegExpExecArray | null = null;

  /** The commits that are complete now. */
  add(text: string): LoggedCommit[] {
    const tokens = (this.#rest + text).split(NUL);
    this.#rest = tokens.pop() ?? '';
    return tokens.flatMap((token) => this.#take(token) ?? []);
  }

  /** The last commit, once there is no more. */
  end(): LoggedCommit[] {
    const last = this.#finish();
    return last === undefined ? [] : [last];
  }

  #take(token: string): LoggedCommit | undefined {
    if (this.#raw !== null) {
      this.#changes.push(changeOf(this.#raw, token));
      this.#raw = null;
      return undefined;
    }
    this.#raw = RAW.exec(token.trimStart());
    if (this.#raw !== null || !token.startsWith(HEADER)) return undefined;
    const complete = this.#finish();
    this.#commit = commitOf(token);
    return complete;
  }

  #finish(): LoggedCommit | undefined {
    const commit = this.#commit && { ...this.#commit, changes: this.#changes };
    this.#commit = undefined;
    this.#changes = [];
    return commit;
  }
}

function commitOf(header: string): Omit<LoggedCommit, 'changes'> {
  const [commit = '', parents = '', author = '', seconds = '0', subject = ''] = header
    .slice(HEADER.length)
    .split('\n');
  const parent = parents.split(' ')[0] ?? '';
  const info = { commit, author, committedAt: Number(seconds) * 1_000, subject };
  return parent === '' ? info : { ...info, parent };
}

function changeOf([, before = '', after = '', objectId = '']: RegExpExecArray, path: string) {
  const wasFile = before === NO_MODE || FILE_MODE.test(before);
  return wasFile && FILE_MODE.test(after) ? { path, objectId } : { path };
}
