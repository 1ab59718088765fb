import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openRepository } from '../../src/adapters/git/open-repository.ts';
import { RemoteRepository } from '../../src/adapters/git/remote-repository.ts';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { MemoryRepository } from '../memory-repository.ts';
import { repositorySettings } from '../repository-settings.ts';
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
  return underTest(fixture, openRepository(repositorySettings(fixture)));
});

describeConfigRepository('a Git repository elsewhere, read from its mirror', async () => {
  const fixture = await createGitFixture();
  return underTest(fixture, new RemoteRepository(repositorySettings(fixture)));
});

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
