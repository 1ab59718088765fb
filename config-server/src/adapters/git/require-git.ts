import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { VernalError } from '@vernal/core';

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
  try {
    const { stdout } = await promisify(execFile)('git', ['--version'], { env: environment });
    return /\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? '0';
  } catch (error) {
    throw unusable('there is no git command: install Git, or put it on the PATH', error);
  }
}

function unusable(message: string, cause?: unknown): VernalError {
  return new VernalError('CONFIG_GIT_UNUSABLE', message, { cause });
}
