import { join } from 'node:path';
import { VernalError } from '@vernal/core';
import { findRole } from '@vernal/server-kit';
import type { RepositoryAddress } from '../adapters/git/repository-address.ts';
import { hostedFolder } from '../adapters/hosting/hosted-folders.ts';
import type { ConfigOptions } from '../config-options.ts';
import {
  type BranchRule,
  type HostedRepository,
  hostedNameOf,
  hostedUri,
  isBranchName,
  isHostedName,
} from '../domain/hosting/hosted-repository.ts';

const DEFAULT_NAME = 'config';

/** The folder that holds all hosted repositories. */
export function hostingRoot(dataDir: string): string {
  return join(dataDir, 'git');
}

/**
 * The repositories that `vernal.git.repositories` names; none while hosting is off.
 *
 * @throws VernalError `OPTIONS_INVALID` for a name that can't stand in an address, or be one of a branch
 */
export function hostedRepositories(options: ConfigOptions): readonly HostedRepository[] {
  const { gitEnabled, hostedRepositories: declared, serverDefaultLabel, defaultLabel } = options;
  const initial = serverDefaultLabel ?? defaultLabel;
  if (!gitEnabled) return [];
  if (declared.size === 0) return [{ name: DEFAULT_NAME, defaultBranch: initial, rules: [] }];
  return [...declared].map(([name, { defaultBranch, branches: rules }]) => {
    const property = `vernal.git.repositories.${name}`;
    if (!isHostedName(name))
      throw invalid(property, 'a name is made of letters, digits, -, _ and .');
    for (const [index, rule] of rules.entries()) checkRoles(`${property}.branches[${index}]`, rule);
    if (defaultBranch !== undefined && !isBranchName(defaultBranch))
      throw invalid(`${property}.default-branch`, `${defaultBranch} is no name of a branch`);
    return { name, defaultBranch: defaultBranch ?? initial, rules };
  });
}

/** A role that does not exist would allow nobody, without a word. */
function checkRoles(property: string, { push, forcePush, delete: remove }: BranchRule): void {
  const roles = [...push, ...forcePush, ...remove].filter((entry) => /^ROLE_/i.test(entry));
  const unknown = roles.find((role) => findRole(role) === undefined);
  if (unknown !== undefined) throw invalid(property, `there is no role ${unknown}`);
}

function invalid(property: string, problem: string): VernalError {
  return new VernalError('OPTIONS_INVALID', `${property}: ${problem}`);
}

/** What an address that begins with `hosted:` stands for; undefined when no such repository is hosted. */
export function hostedAddress(
  uri: string,
  options: ConfigOptions,
  dataDir: string,
): RepositoryAddress | undefined {
  const wanted = hostedNameOf(uri);
  const known = hostedRepositories(options).find(({ name }) => name === wanted);
  return (
    known && { uri: hostedUri(known.name), path: hostedFolder(hostingRoot(dataDir), known.name) }
  );
}

/**
 * Makes sure that an address names a hosted repository if it begins with `hosted:`.
 *
 * @throws VernalError `OPTIONS_INVALID`
 */
export function requireHosted(uri: string, options: ConfigOptions): void {
  const wanted = hostedNameOf(uri);
  const names = hostedRepositories(options).map(({ name }) => name);
  if (wanted === undefined || names.includes(wanted)) return;
  const way = options.gitEnabled
    ? `there is ${names.map(hostedUri).join(', ')}`
    : 'set vernal.git.enabled=true';
  throw invalid(uri, `no such repository is hosted here; ${way}`);
}
