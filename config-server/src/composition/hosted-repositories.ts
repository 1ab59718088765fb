import { join } from 'node:path';
import type { RepositoryAddress } from '../adapters/git/repository-address.ts';
import { hostedFolder } from '../adapters/hosting/hosted-folders.ts';
import type { ConfigOptions } from '../config-options.ts';
import {
  type HostedRepository,
  hostedNameOf,
  hostedUri,
} from '../domain/hosting/hosted-repository.ts';

const DEFAULT_NAME = 'config';

/** The folder that holds all hosted repositories. */
export function hostingRoot(dataDir: string): string {
  return join(dataDir, 'git');
}

/** The repositories that `vernal.git.repositories` names; none while hosting is off. */
export function hostedRepositories(options: ConfigOptions): readonly HostedRepository[] {
  const { gitEnabled, hostedRepositories: declared, serverDefaultLabel, defaultLabel } = options;
  const initial = serverDefaultLabel ?? defaultLabel;
  if (!gitEnabled) return [];
  if (declared.size === 0) return [{ name: DEFAULT_NAME, defaultBranch: initial, rules: [] }];
  return [...declared].map(([name, { defaultBranch = initial, branches: rules }]) => ({
    name,
    defaultBranch,
    rules,
  }));
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
