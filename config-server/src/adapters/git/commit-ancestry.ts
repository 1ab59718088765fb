import { VernalError } from '@vernal/core';
import type { CommitLogSettings } from './commit-log.ts';
import { FULL_ID } from './object-id.ts';
import { runGit } from './run-git.ts';

/** What `git merge-base --is-ancestor` ends with when it can tell. */
const NO = 1;
/** With this one when a commit does not exist. */
const FATAL = 128;

/**
 * Whether a commit is `later` or one of those that it was made on.
 *
 * @throws VernalError `CONFIG_UNKNOWN_COMMIT`, or `CONFIG_GIT_READER` when Git could not be run to its end
 */
export async function isCommitPartOf(
  { gitFolder, environment }: CommitLogSettings,
  commit: string,
  later: string,
): Promise<boolean> {
  if (!FULL_ID.test(commit) || !FULL_ID.test(later)) return false;
  const question = ['--git-dir', gitFolder, 'merge-base', '--is-ancestor', commit, later];
  const { ok, exitCode, problem } = await runGit(question, environment);
  if (ok || exitCode === NO) return ok;
  if (exitCode === FATAL) {
    throw new VernalError('CONFIG_UNKNOWN_COMMIT', `there is no commit ${commit}: ${problem}`);
  }
  throw new VernalError('CONFIG_GIT_READER', `git merge-base: ${problem}`);
}
