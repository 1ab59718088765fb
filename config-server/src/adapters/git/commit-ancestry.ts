import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { VernalError } from '@vernal/core';
import type { CommitLogSettings } from './commit-log.ts';

const run = promisify(execFile);
const FULL_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** Of `git merge-base --is-ancestor`; others mean that a commit does not exist. */
const NO = 1;

/**
 * Whether a commit is `later` or one of those that it was made on.
 *
 * @throws VernalError `CONFIG_UNKNOWN_COMMIT`
 */
export async function isCommitPartOf(
  { gitFolder, environment }: CommitLogSettings,
  commit: string,
  later: string,
): Promise<boolean> {
  if (!FULL_ID.test(commit) || !FULL_ID.test(later)) return false;
  const question = ['merge-base', '--is-ancestor', commit, later];
  try {
    await run('git', ['--git-dir', gitFolder, ...question], { env: environment });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === NO) return false;
    throw new VernalError('CONFIG_UNKNOWN_COMMIT', `there is no commit ${commit}`, {
      cause: error,
    });
  }
}
