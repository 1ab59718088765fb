import { fail, type Outcome, succeed } from '@vernal/core';
import { type RotatedBranch, rotateBranches } from '../keys/rotate-branches.ts';
import { keyTitle, type RotationRules } from '../keys/rotate-file.ts';
import {
  branchTips,
  checkedOutBranches,
  commitOnBranches,
  followBranch,
} from '../repository/branches.ts';
import type { Git } from '../repository/git.ts';
import { isClean } from '../repository/working-tree.ts';
import { failWith, refuseUsage, type Terminal } from '../terminal.ts';
import { outcomeLine } from './rotation-outcome.ts';

/** What is to be put under which key. */
export interface BranchRotation {
  readonly rules: RotationRules;
  /** Names; of no account with `allBranches`. */
  readonly branch: readonly string[];
  readonly allBranches?: true;
  readonly message?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Puts the values of branches under a key, one commit for each, and needs no working tree for that. */
export async function rotateOnBranches(
  git: Git,
  rotation: BranchRotation,
  terminal: Terminal,
): Promise<void> {
  const { rules, dryRun, message = `Encrypt values with ${keyTitle(rules.key)}` } = rotation;
  const all = await branchTips(git);
  const names = rotation.allBranches === true ? [...all.keys()] : rotation.branch;
  const unknown = names.find((name) => !all.has(name));
  if (unknown !== undefined) return refuseUsage(terminal, `there is no branch ${unknown}`);
  const tips = new Map([...all].filter(([name]) => names.includes(name)));
  const rotated = await rotateBranches(git, tips, rules);
  if (!rotated.ok) return failWith(terminal, [...rotated.problem, 'nothing was changed']);
  const changed = rotated.value.filter(({ renewed }) => renewed.length > 0);
  const isDone = changed.length > 0 && dryRun !== true;
  const commits = isDone ? await commitRotated(git, changed, message) : succeed(new Map());
  if (!commits.ok) return failWith(terminal, [...commits.problem, 'nothing was changed']);
  terminal.out(report(rotated.value, commits.value, rotation));
}

/** Commits on all branches, and takes along the working tree of the one that is checked out, or does nothing. */
async function commitRotated(
  git: Git,
  changed: readonly RotatedBranch[],
  message: string,
): ReturnType<typeof commitOnBranches> {
  const here = await branchHere(
    git,
    changed.map(({ branch }) => branch),
  );
  if (!here.ok) return fail([here.problem]);
  const commits = await commitOnBranches(git, changed, message);
  const moved = changed.find(({ branch }) => branch === here.value);
  if (commits.ok && moved !== undefined) await followBranch(git, moved.tip);
  return commits;
}

/** The one of the branches that is checked out in this folder: it takes a clean working tree along. */
async function branchHere(
  git: Git,
  branches: readonly string[],
): Promise<Outcome<string | undefined, string>> {
  const folders = await checkedOutBranches(git);
  if (folders.size === 0) return succeed(undefined);
  const printed = await git.text(['rev-parse', '--show-toplevel']).catch(() => '');
  const here = printed.replace(/\n$/, '');
  let own: string | undefined;
  for (const branch of branches) {
    const folder = folders.get(branch);
    if (folder === here) own = branch;
    else if (folder !== undefined)
      return fail(`${branch} is checked out in ${folder}: rotate it there`);
  }
  if (own === undefined || (await isClean(git))) return succeed(own);
  return fail('there are changes that are not committed: commit or stash them');
}

function report(
  rotated: readonly RotatedBranch[],
  commits: ReadonlyMap<string, string>,
  { rules, json }: BranchRotation,
): string {
  const branches = rotated.map(({ branch, renewed, kept }) => {
    return { branch, commit: commits.get(branch) ?? null, renewed, kept };
  });
  if (json === true) return `${JSON.stringify({ key: rules.key ?? null, branches }, null, 2)}\n`;
  const lines = branches.flatMap(({ branch, commit, renewed, kept }) => [
    ...renewed.map(({ path, line, property }) => `${branch}: ${path}:${line}: ${property}\n`),
    `${branch}: ${outcomeLine({ key: rules.key ?? null, commit, renewed, kept })}`,
  ]);
  return lines.join('');
}
