import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RemoteRepository } from '../../../src/adapters/git/remote-repository.ts';
import type { RepositorySettings } from '../../../src/adapters/git/repository-settings.ts';
import { createGitFixture, type GitFixture } from '../../git-fixture.ts';
import { repositorySettings } from '../../repository-settings.ts';

/** A Git repository elsewhere, and what reads it. */
interface RemoteRig {
  readonly fixture: GitFixture;
  /** The one that was created last. */
  readonly repository: RemoteRepository;
  /** Makes one, not started. */
  create(changes?: Partial<RepositorySettings>): RemoteRepository;
  /** Folder of its mirror. */
  mirror(): Promise<string>;
}

/** A remote with one file at its branch `main`, for each test of the suite it is called in. */
export function useRemote(): RemoteRig {
  let fixture: GitFixture;
  let repository: RemoteRepository;
  beforeEach(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'application.yml': 'a: 1\n' });
  });
  afterEach(async () => {
    await repository.stop();
    await fixture.remove();
  });
  return {
    get fixture() {
      return fixture;
    },
    get repository() {
      return repository;
    },
    create(changes) {
      repository = new RemoteRepository(repositorySettings(fixture, changes));
      return repository;
    },
    async mirror() {
      const mirrors = join(fixture.folder, 'mirrors');
      return join(mirrors, (await readdir(mirrors))[0] ?? '');
    },
  };
}
