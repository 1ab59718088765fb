import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { silentLogger, systemClock, systemTimers } from '@vernal/core';
import { openRepository } from '../../src/adapters/git/open-repository.ts';
import { RemoteRepository } from '../../src/adapters/git/remote-repository.ts';
import { NativeRepository } from '../../src/adapters/native/native-repository.ts';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { MemoryRepository } from '../memory-repository.ts';
import { repositorySettings } from '../repository-settings.ts';
import { describeConfigRepository, describeLabels } from './config-repository-contract.ts';

type Files = Readonly<Record<string, string>>;

const WITH_LABELS = {
  'a map in memory': async () => {
    const repository = new MemoryRepository();
    return {
      repository,
      push: (files: Files, label?: string) => repository.push(files, label),
      remove: async () => undefined,
    };
  },
  'a Git repository on this machine': async () => {
    const fixture = await createGitFixture();
    return underTest(fixture, openRepository(repositorySettings(fixture)));
  },
  'a Git repository elsewhere, read from its mirror': async () => {
    const fixture = await createGitFixture();
    return underTest(fixture, new RemoteRepository(repositorySettings(fixture)));
  },
};

for (const [name, create] of Object.entries(WITH_LABELS)) {
  describeConfigRepository(name, create);
  describeLabels(name, create);
}

describeConfigRepository('a plain folder, each state of which is a commit', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vernal-native-'));
  const root = join(folder, 'config');
  const repository = new NativeRepository({
    ...{ roots: [`${root}/`], lookIntervalMs: 3_600_000 },
    ...{ clock: systemClock, timers: systemTimers, logger: silentLogger },
  });
  return {
    repository,
    nameOf: (path: string) => join(root, path).slice(1),
    async push(files: Files) {
      await rm(root, { recursive: true, force: true });
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), text);
      }
      await repository.refresh();
      return (await repository.commitOf('main')) ?? '';
    },
    remove: () => rm(folder, { recursive: true }),
  };
});

function underTest(fixture: GitFixture, repository: ReturnType<typeof openRepository>) {
  return {
    repository,
    async push(files: Files, label?: string) {
      await rm(join(fixture.folder, 'clone', 'application.yml'), { force: true });
      await rm(join(fixture.folder, 'clone', 'sub'), { force: true, recursive: true });
      return fixture.push(files, label);
    },
    remove: () => fixture.remove(),
  };
}
