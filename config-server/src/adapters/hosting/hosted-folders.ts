import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { VernalError } from '@vernal/core';
import type { HostedRepository } from '../../domain/hosting/hosted-repository.ts';
import { removeLeftovers } from '../git/mirror-folder.ts';
import { runGit } from '../git/run-git.ts';

/** The folder of a hosted repository, below that of all. */
export function hostedFolder(root: string, name: string): string {
  return join(root, `${name}.git`);
}

/**
 * Makes a repository that does not exist yet, whole or not at all. One that is there is used as it is, and freed
 * of what a Git that was killed left in it: nobody else works on the data folder when this is called.
 */
export async function prepareHostedFolder(
  root: string,
  { name, defaultBranch }: HostedRepository,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const folder = hostedFolder(root, name);
  if (existsSync(join(folder, 'HEAD'))) return removeLeftovers(folder);
  const staging = join(root, `${name}.new`);
  await mkdir(root, { recursive: true, mode: 0o700 });
  await rm(staging, { recursive: true, force: true });
  const branch = `--initial-branch=${defaultBranch}`;
  const made = await runGit(['init', '--quiet', '--bare', branch, staging], environment);
  if (!made.ok) throw new VernalError('CONFIG_HOSTED_REPOSITORY', `${folder}: ${made.problem}`);
  await rename(staging, folder);
}

/** Whether a repository has neither branches nor tags. */
export async function hasNoRefs(folder: string): Promise<boolean> {
  if (existsSync(join(folder, 'packed-refs'))) return false;
  const names = await readdir(join(folder, 'refs'), { recursive: true, withFileTypes: true });
  return !names.some((entry) => entry.isFile());
}
