import { VernalError } from '@vernal/core';
import { runGit } from './run-git.ts';

/** Geometric repacking came then; settings by environment a release before. */
const OLDEST = [2, 32] as const;

/**
 * Makes sure that there is a Git that is new enough.
 *
 * @throws VernalError `CONFIG_GIT_UNUSABLE`
 */
export async function requireGit(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const version = await gitVersion(environment);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw unusable(`git ${version} is too old: ${OLDEST.join('.')} or newer is needed`);
}

async function gitVersion(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const { ok, text, problem } = await runGit(['--version'], environment);
  if (!ok) throw unusable('there is no git command: install Git, or put it on the PATH', problem);
  return /\d+(?:\.\d+)+/.exec(text)?.[0] ?? '0';
}

function unusable(message: string, cause?: string): VernalError {
  return new VernalError('CONFIG_GIT_UNUSABLE', message, { cause });
}
