import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '@vernal/core';
import type { Git } from './git.ts';

/** A file of a working tree; its path as Git writes it, from the folder on. */
export interface TreeFile {
  readonly path: string;
  readonly bytes: Buffer;
}

const FROM_INPUT = ['--pathspec-from-file=-', '--pathspec-file-nul'];
/** `<mode> <id> <stage>\t<path>`, files only: no links, no submodules. */
const ENTRY = /^10\d{4} [^\t]*\t([\s\S]+)$/;

/** Whether all that is under version control is committed. */
export async function isClean(git: Git): Promise<boolean> {
  return (await git.text(['status', '--porcelain', '--untracked-files=no'])) === '';
}

/** Files under version control, one after the other. */
export async function* treeFiles(git: Git, patterns: readonly string[]): AsyncIterable<TreeFile> {
  const listed = await git.text(['ls-files', '-s', '-z', '--', ...patterns]);
  for (const entry of listed.split('\0')) {
    const [, path] = ENTRY.exec(entry) ?? [];
    if (path !== undefined) yield { path, bytes: await readFile(join(git.folder, path)) };
  }
}

/** Writes and commits files of a clean tree, all or none: what can't be committed is put back. Returns the commit. */
export async function commitFiles(
  git: Git,
  files: readonly TreeFile[],
  message: string,
): Promise<string> {
  const paths = files.map(({ path }) => `${path}\0`).join('');
  const commit = ['--literal-pathspecs', 'commit', '-q', '-m', message, ...FROM_INPUT];
  try {
    for (const { path, bytes } of files) await writeFile(join(git.folder, path), bytes);
    await git.text(commit, paths);
  } catch (error) {
    const putBack = ['--literal-pathspecs', 'checkout', '-q', 'HEAD', ...FROM_INPUT];
    await git.text(putBack, paths).catch((problem: unknown) => {
      const message = `${messageOf(error)}; not all could be put back: ${messageOf(problem)}`;
      throw new Error(message, { cause: error });
    });
    throw error;
  }
  return (await git.text(['rev-parse', 'HEAD'])).trim();
}
