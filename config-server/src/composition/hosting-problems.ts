import type { OptionProblem } from '@vernal/core/options';
import { findRole } from '@vernal/server-kit';
import type { ConfigOptions } from '../config-options.ts';
import {
  type BranchRule,
  isBranchName,
  isHostedName,
} from '../domain/hosting/hosted-repository.ts';

/** Paths of plain letters, so that it can be spelled in one way only. */
const PATH = /^(?:\/[\w-]+)+$/;
/** What is there already. */
const TAKEN = ['actuator', 'encrypt', 'decrypt', 'key', 'monitor'];

/** Why repositories can't be hosted as the options say; nothing while hosting is off. */
export function hostingProblems(options: ConfigOptions): readonly OptionProblem[] {
  if (!options.gitEnabled) return [];
  return [...pathProblems(options), ...repositoryProblems(options)];
}

function pathProblems({ gitPath, prefix }: ConfigOptions): OptionProblem[] {
  const [, first = ''] = gitPath.split('/');
  const isTaken = TAKEN.includes(first) || gitPath === prefix || prefix.startsWith(`${gitPath}/`);
  if (!PATH.test(gitPath)) return [badPath(gitPath, 'must be a path such as /git')];
  return isTaken ? [badPath(gitPath, 'is taken by other requests')] : [];
}

function badPath(path: string, problem: string): OptionProblem {
  return { property: 'vernal.git.path', problem: `"${path}" ${problem}` };
}

/** A name must be able to stand in an address, a default branch to be one. */
function repositoryProblems({ hostedRepositories }: ConfigOptions): OptionProblem[] {
  return [...hostedRepositories].flatMap(([name, { defaultBranch, branches }]) => {
    const place = `vernal.git.repositories.${name}`;
    const problems = branches.flatMap((rule, index) =>
      roleProblems(`${place}.branches[${index}]`, rule),
    );
    if (!isHostedName(name)) {
      problems.push({ property: place, problem: 'a name is made of letters, digits, -, _ and .' });
    }
    if (defaultBranch !== undefined && !isBranchName(defaultBranch)) {
      const problem = `${defaultBranch} is no name of a branch`;
      problems.push({ property: `${place}.default-branch`, problem });
    }
    return problems;
  });
}

/** A role that does not exist would allow nobody, without a word. */
function roleProblems(
  place: string,
  { push, forcePush, delete: remove }: BranchRule,
): OptionProblem[] {
  const lists = [
    ['push', push],
    ['force-push', forcePush],
    ['delete', remove],
  ] as const;
  return lists.flatMap(([right, entries]) =>
    entries
      .filter((entry) => /^ROLE_/i.test(entry) && findRole(entry) === undefined)
      .map((role) => ({ property: `${place}.${right}`, problem: `there is no role ${role}` })),
  );
}
