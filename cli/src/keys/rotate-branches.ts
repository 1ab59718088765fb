import { fail, type Outcome, succeed } from '@vernal/core';
import { TOO_LARGE } from '../repository/blobs.ts';
import {
  type BranchChange,
  type BranchFile,
  branchFiles,
  contentsOf,
} from '../repository/branches.ts';
import type { Git } from '../repository/git.ts';
import { CONFIG_ENDINGS } from './config-text.ts';
import {
  type EncryptedProperty,
  type RotatedFile,
  type RotationRules,
  rotateFile,
} from './rotate-file.ts';

/** A branch under the new key, and what became of its values. */
export interface RotatedBranch extends BranchChange {
  readonly renewed: readonly EncryptedProperty[];
  /** Values that were under the key already. */
  readonly kept: number;
}

/** All branches, given with their commits, under the new key, or all problems. */
export async function rotateBranches(
  git: Git,
  tips: ReadonlyMap<string, string>,
  rules: RotationRules,
): Promise<Outcome<readonly RotatedBranch[], readonly string[]>> {
  const rotated: RotatedBranch[] = [];
  const problems: string[] = [];
  const shared = { ...rules, renewals: new Map<string, string>() };
  for (const [branch, tip] of tips) {
    const files = await branchFiles(git, tip, CONFIG_ENDINGS);
    const outcome = rotateAll(files, await contentsOf(git, files), shared);
    if (outcome.ok) rotated.push({ branch, tip, ...outcome.value });
    else problems.push(...outcome.problem.map((problem) => `${branch}: ${problem}`));
  }
  return problems.length > 0 ? fail(problems) : succeed(rotated);
}

function rotateAll(
  files: readonly BranchFile[],
  contents: ReadonlyMap<string, Buffer>,
  rules: RotationRules,
): Outcome<Omit<RotatedBranch, 'branch' | 'tip'>, readonly string[]> {
  const changed: BranchChange['files'][number][] = [];
  const renewed: EncryptedProperty[] = [];
  const problems: string[] = [];
  let kept = 0;
  for (const file of files) {
    const outcome = rotateBranchFile(file, contents.get(file.blob), rules);
    if (!outcome.ok) {
      problems.push(...outcome.problem);
      continue;
    }
    kept += outcome.value.kept;
    renewed.push(...outcome.value.renewed);
    if (outcome.value.renewed.length > 0) changed.push({ ...file, bytes: outcome.value.bytes });
  }
  return problems.length > 0 ? fail(problems) : succeed({ files: changed, renewed, kept });
}

function rotateBranchFile(
  { path }: BranchFile,
  bytes: Buffer | undefined,
  rules: RotationRules,
): Outcome<RotatedFile, readonly string[]> {
  if (bytes === undefined) return fail([`${path}: ${TOO_LARGE}`]);
  const rotated = rotateFile({ path, bytes }, rules);
  // Written under the name as it was decoded, it would be another file.
  return rotated.ok && rotated.value.renewed.length > 0 && path.includes('\uFFFD')
    ? fail([`${path}: has a name that is not UTF-8`])
    : rotated;
}
