import { type Git, nulSeparated } from './git.ts';

/** Who wrote a commit, and when. */
export interface CommitAuthor {
  readonly commit: string;
  /** `Ada <ada@example.org>` */
  readonly author: string;
  readonly committedAtMs: number;
}

/** What a commit made of a file. */
export interface FileVersion extends CommitAuthor {
  readonly path: string;
  readonly blob: string;
}

const HEADER = /^commit (\w+) (\d+) ([\s\S]*)$/;
/** One colon for each parent, then modes and ids of all versions; the last one is that of the commit. */
const CHANGE = /^:+(?:\d+ )+(?:[0-9a-f]+ )*([0-9a-f]+) \w+$/;
const ABSENT = /^0+$/;

/** Every version of the files that any commit ever wrote, reachable from any branch or tag. Merges that wrote their own count. */
export async function* fileVersions(
  git: Git,
  patterns: readonly string[],
): AsyncIterable<FileVersion> {
  const format = '--format=commit %H %ct %an <%ae>';
  const raw = ['--raw', '-z', '--no-abbrev', '--no-renames', '-c', '--root', format];
  const args = ['log', '--all', '--full-history', ...raw, '--', ...patterns];
  let author: CommitAuthor | undefined;
  let blob: string | undefined;
  for await (const token of nulSeparated(git.stream(args))) {
    if (blob !== undefined && author !== undefined) {
      if (!ABSENT.test(blob)) yield { ...author, path: token, blob };
      blob = undefined;
      continue;
    }
    const line = token.trimStart();
    author = authorIn(line) ?? author;
    blob = CHANGE.exec(line)?.[1];
  }
}

function authorIn(line: string): CommitAuthor | undefined {
  const [, commit, seconds, author = ''] = HEADER.exec(line) ?? [];
  if (commit === undefined) return undefined;
  return { commit, author, committedAtMs: Number(seconds) * 1_000 };
}
