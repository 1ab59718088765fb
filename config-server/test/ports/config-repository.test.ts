import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { silentLogger, systemClock, systemTimers } from '@vernal/core';
import { openRepository } from '../../src/adapters/git/open-repository.ts';
import { RemoteRepository } from '../../src/adapters/git/remote-repository.ts';
import { parseRepositoryAddress } from '../../src/adapters/git/repository-address.ts';
import type { RepositorySettings } from '../../src/adapters/git/repository-settings.ts';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { MemoryRepository } from '../memory-repository.ts';
import { describeConfigRepository } from './config-repository-contract.ts';

describeConfigRepository('a map in memory', async () => {
  const repository = new MemoryRepository();
  return {
    repository,
    push: (files, label) => repository.push(files, label),
    remove: async () => undefined,
  };
});

describeConfigRepository('a Git repository on this machine', async () => {
  const fixture = await createGitFixture();
  return underTest(fixture, openRepository(settingsOf(fixture)));
});

describeConfigRepository('a Git repository elsewhere, read from its mirror', async () => {
  const fixture = await createGitFixture();
  return underTest(fixture, new RemoteRepository(settingsOf(fixture)));
});

function settingsOf(fixture: GitFixture): RepositorySettings {
  return {
    address: parseRepositoryAddress(fixture.uri),
    mirrorsDir: join(fixture.folder, 'mirrors'),
    refreshRateMs: 0,
    pollIntervalMs: 3_600_000,
    timeoutMs: 5_000,
    environment: process.env,
    clock: systemClock,
    timers: systemTimers,
    logger: silentLogger,
  };
}

function underTest(fixture: GitFixture, repository: ReturnType<typeof openRepository>) {
  return {
    repository,
    async push(files: Readonly<Record<string, string>>, label?: string) {
      await rm(join(fixture.folder, 'clone', 'application.yml'), { force: true });
      await rm(join(fixture.folder, 'clone', 'sub'), { force: true, recursive: true });
      return fixture.push(files, label);
    },
    remove: () => fixture.remove(),
  };
}
