import { join } from 'node:path';
import { silentLogger, systemClock, systemTimers } from '@vernal/core';
import { seededRandom } from '@vernal/core/testing';
import { GitHosts } from '../src/adapters/git/git-hosts.ts';
import { parseRepositoryAddress } from '../src/adapters/git/repository-address.ts';
import type { RepositorySettings } from '../src/adapters/git/repository-settings.ts';

/** Where a repository is, and a folder for its mirror, such as a Git fixture. */
interface RepositoryPlace {
  readonly uri: string;
  readonly folder: string;
}

/** Settings by which a repository is checked at every request and not polled meanwhile. */
export function repositorySettings(
  { uri, folder }: RepositoryPlace,
  changes: Partial<RepositorySettings> = {},
): RepositorySettings {
  const clock = changes.clock ?? systemClock;
  return {
    address: parseRepositoryAddress(uri),
    mirrorsDir: join(folder, 'mirrors'),
    refreshRateMs: 0,
    pollIntervalMs: 3_600_000,
    timeoutMs: 5_000,
    hosts: new GitHosts({ checksAtOnce: 8, pollsPerMinute: 60 }, clock),
    environment: process.env,
    clock,
    timers: systemTimers,
    random: seededRandom(1),
    logger: silentLogger,
    ...changes,
  };
}
