import { fail, messageOf, type Outcome, succeed } from '@vernal/core';
import { readBlobs } from './blobs.ts';
import { type Git, nulSeparated } from './git.ts';

/** A file of a branch. */
export interface BranchFile {
  readonly path: string;
  /** As Git writes it: `100644`, `100755`. */
  readonly mode: string;
  readonly blob: string;
}

/** A branch, and what a commit on top of it is to change. */
export interface BranchChange {
  readonly branch: string;
  /** The commit that it means. */
  readonly tip: string;
  readonly files: readonly (BranchFile & { readonly bytes: Buffer })[];
}

/** `<mode> <type> <id>\t<path>`, files only: no links, no submodules. */
const ENTRY = /^(10\d{4}) blob ([0-9a-f]+)\t([\s\S]+)$/;

/** `git fast-import` commits on a reference only; this one is gone at its end. */
const SCRATCH = 'refs/vernal/rotation';

/** The local branches and the commits that they mean. */
export async function branchTips(git: Git): Promise<ReadonlyMap<string, string>> {
  const format = '--format=%(objectname) %(refname:lstrip=2)';
  const listed = await git.text(['for-each-ref', format, 'refs/heads']);
  return new Map(
    [...listed.matchAll(/^(\S+) (.+)$/gm)].map(([, tip = '', name = '']) => [name, tip]),
  );
}

/** Where branches are checked out; a repository may have several working trees. */
export async function checkedOutBranches(git: Git): Promise<ReadonlyMap<string, string>> {
  const folders = new Map<string, string>();
  let folder = '';
  for (const line of (await git.text(['worktree', 'list', '--porcelain'])).split('\n')) {
    if (line.startsWith('worktree ')) folder = line.slice('worktree '.length);
    const [, branch] = /^branch refs\/heads\/(.+)$/.exec(line) ?? [];
    if (branch !== undefined) folders.set(branch, folder);
  }
  return folders;
}

/** The files of a commit whose names end in one of `endings`. */
export async function branchFiles(
  git: Git,
  commit: string,
  endings: readonly string[],
): Promise<BranchFile[]> {
  const files: BranchFile[] = [];
  for await (const entry of nulSeparated(
    git.stream(['ls-tree', '-r', '-z', '--full-tree', commit]),
  )) {
    const [, mode = '', blob = '', path = ''] = ENTRY.exec(entry) ?? [];
    if (endings.some((ending) => path.endsWith(ending))) files.push({ path, mode, blob });
  }
  return files;
}

/** The contents of files by their ids. */
export async function contentsOf(
  git: Git,
  files: readonly BranchFile[],
): Promise<ReadonlyMap<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  for await (const { id, bytes } of readBlobs(git, new Set(files.map(({ blob }) => blob)))) {
    contents.set(id, bytes);
  }
  return contents;
}

/**
 * Commits on branches, one commit for each, without a working tree: on all of them, or on none when one has moved
 * meanwhile. Returns the commits by branch.
 */
export async function commitOnBranches(
  git: Git,
  changes: readonly BranchChange[],
  message: string,
): Promise<Outcome<ReadonlyMap<string, string>, readonly string[]>> {
  const commits = await writeCommits(git, changes, message);
  const updates = changes.map(
    ({ branch, tip }) => `update refs/heads/${branch} ${commits.get(branch)} ${tip}\n`,
  );
  try {
    await git.text(['update-ref', '-m', `commit: ${message}`, '--stdin'], updates.join(''));
    return succeed(commits);
  } catch (error) {
    const tips = await branchTips(git);
    const moved = changes.filter(({ branch, tip }) => tips.get(branch) !== tip);
    return fail(
      moved.length === 0
        ? [messageOf(error)]
        : moved.map(({ branch }) => `${branch} has moved meanwhile`),
    );
  }
}

/** Writes commits that no branch means yet, and returns them by branch. */
async function writeCommits(
  git: Git,
  changes: readonly BranchChange[],
  message: string,
): Promise<ReadonlyMap<string, string>> {
  const author = (await git.text(['var', 'GIT_AUTHOR_IDENT'])).trim();
  const committer = (await git.text(['var', 'GIT_COMMITTER_IDENT'])).trim();
  const parts = changes.flatMap(({ tip, files }, at) => [
    Buffer.from(`commit ${SCRATCH}\nmark :${at + 1}\n`),
    Buffer.from(`author ${author}\ncommitter ${committer}\n`),
    ...data(Buffer.from(`${message}\n`)),
    Buffer.from(`from ${tip}\n`),
    ...files.flatMap(({ mode, path, bytes }) => [
      Buffer.from(`M ${mode} inline ${quoted(path)}\n`),
      ...data(bytes),
    ]),
    Buffer.from(`get-mark :${at + 1}\n`),
  ]);
  const none = changes[0]?.tip.replaceAll(/./g, '0');
  const end = Buffer.from(`reset ${SCRATCH}\nfrom ${none}\n\ndone\n`);
  const ids = await git.text(['fast-import', '--quiet', '--done'], Buffer.concat([...parts, end]));
  const written = ids.match(/^[0-9a-f]{40,64}$/gm) ?? [];
  // An update without a commit would delete the branch.
  if (written.length !== changes.length) throw new Error('git fast-import names no commits');
  return new Map(changes.map(({ branch }, at) => [branch, written[at] ?? '']));
}

/** Takes a working tree that had the files of `before` to those of the commit that its branch means now. */
export async function followBranch(git: Git, before: string): Promise<void> {
  await git.text(['read-tree', '-m', '-u', before, 'HEAD']);
}

function data(bytes: Buffer): Buffer[] {
  return [Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')];
}

/** As `git fast-import` reads paths with any character. */
function quoted(path: string): string {
  return `"${path.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
