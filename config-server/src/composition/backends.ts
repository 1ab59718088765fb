import type { DaemonHost } from '@vernal/server-kit';
import { GitHosts } from '../adapters/git/git-hosts.ts';
import { ReaderPool } from '../adapters/git/reader-pool.ts';
import { requireGit } from '../adapters/git/require-git.ts';
import { treeBytes } from '../adapters/git/tree-entries.ts';
import type { Backend, BackendSource } from '../backends/backend.ts';
import { Backends } from '../backends/backends.ts';
import type { ConfigOptions } from '../config-options.ts';
import type { CacheBudget } from '../domain/cache-budget.ts';
import type { BackendChoice } from '../domain/chosen-backends.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';
import type { BackendNeeds } from './backend-needs.ts';
import { backendPlace, backendsIn } from './backend-problems.ts';
import { gitSource } from './git-backends.ts';
import { nativeSource } from './native-backend.ts';

/** Builds the backends that the options name. */
export function createBackends(
  options: ConfigOptions,
  host: DaemonHost,
  memory: CacheBudget,
): Backends {
  const { choices } = backendsIn(options);
  const needs = {
    options,
    host,
    repositories: new Map<string, ConfigRepository>(),
    hosts: gitHosts(options, host),
    readers: new ReaderPool(options.maxReaders),
    trees: memory.cache({ name: 'trees', share: 1, sizeOf: treeBytes }),
    close: ({ repository }: Backend) => void backends.close(repository),
  };
  const usesGit = choices.some(({ type }) => type === 'git');
  const backends: Backends = new Backends(
    choices.map((choice) => sourceOf(choice, needs)),
    () => (usesGit ? requireGit(host.environment) : Promise.resolve()),
    host.draining,
  );
  return backends;
}

function gitHosts(
  { checksPerHost, pollsPerMinute }: ConfigOptions,
  { clock }: DaemonHost,
): GitHosts {
  return new GitHosts({ checksAtOnce: checksPerHost, pollsPerMinute }, clock);
}

function sourceOf(choice: BackendChoice, needs: Omit<BackendNeeds, 'place'>): BackendSource {
  const { options } = needs;
  const { type, index } = choice;
  const element = index === undefined ? undefined : options.composite[index];
  const place = backendPlace(choice);
  if (type === 'native') return nativeSource(element ?? options, { ...needs, place });
  const { serverDefaultLabel, defaultLabel } = options;
  const shared = { ...options, defaultLabel: serverDefaultLabel ?? defaultLabel };
  return gitSource(element ?? shared, { ...needs, place });
}
