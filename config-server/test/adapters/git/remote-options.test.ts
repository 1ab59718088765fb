import assert from 'node:assert/strict';
import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManualTime } from '@vernal/core/testing';
import { RemoteRepository } from '../../../src/adapters/git/remote-repository.ts';
import type { RepositorySettings } from '../../../src/adapters/git/repository-settings.ts';
import { createGitFixture, type GitFixture } from '../../git-fixture.ts';
import { repositorySettings } from '../../repository-settings.ts';

describe('a remote repository', () => {
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

  function create(settings: Partial<RepositorySettings> = {}): RemoteRepository {
    repository = new RemoteRepository(repositorySettings(fixture, settings));
    return repository;
  }

  async function deleteTopic(): Promise<string> {
    const commit = await fixture.push({ 'application.yml': 'a: 2\n' }, 'topic');
    await repository.refresh();
    assert.equal(await repository.commitOf('topic'), commit);
    await fixture.git('push', '-q', 'origin', '--delete', 'topic');
    await repository.refresh();
    return commit;
  }

  it('is asked no more often than refresh-rate says, and below 0 never again [config 103]', async () => {
    for (const [refreshRateMs, isNewAfter] of [
      [60_000, true],
      [-1_000, false],
    ] as const) {
      const time = new ManualTime();
      await create({ refreshRateMs, pollIntervalMs: 1_000, clock: time, timers: time }).start();
      await repository.refresh();
      const before = await repository.commitOf('main');
      const after = await fixture.push({ 'application.yml': `rate: ${refreshRateMs}\n` });
      await time.advance(59_000);
      await repository.refresh();
      assert.equal(await repository.commitOf('main'), before);
      await time.advance(1_000);
      await repository.refresh();
      assert.equal(await repository.commitOf('main'), isNewAfter ? after : before);
      await repository.stop();
    }
  });

  it('is polled when nobody asks, up to a fifth late', async () => {
    const time = new ManualTime();
    await create({ pollIntervalMs: 30_000, clock: time, timers: time }).start();
    const told = new Promise<void>((resolve) => {
      repository.onChange(resolve);
    });
    const commit = await fixture.push({ 'application.yml': 'a: 2\n' });
    await time.advance(29_999);
    assert.equal(time.pending, 1);
    await time.advance(6_002);
    await told;
    assert.equal(await repository.commitOf('main'), commit);
  });

  it('is never polled with a refresh-rate below 0', async () => {
    const time = new ManualTime();
    await create({ refreshRateMs: -1_000, clock: time, timers: time }).start();
    assert.equal(time.pending, 0);
  });

  it('is followed when a branch is pushed by force [config 109]', async () => {
    await create().start();
    const before = (await repository.commitOf('main')) ?? '';
    await fixture.git('commit', '-q', '--amend', '-m', 'rewritten');
    await fixture.git('push', '-q', '-f', 'origin', 'main');
    await repository.refresh();
    const after = await repository.commitOf('main');
    assert.notEqual(after, before);
    assert.equal(after, await fixture.git('rev-parse', 'HEAD'));
    assert.equal((await repository.files(before)).size, 1);
  });

  it('keeps a branch that was deleted there [config 108]', async () => {
    await create().start();
    const commit = await deleteTopic();
    assert.equal(await repository.commitOf('topic'), commit);
  });

  it('forgets it with delete-untracked-branches [config 108]', async () => {
    await create({ deletedLabels: 'forget' }).start();
    await deleteTopic();
    assert.equal(await repository.commitOf('topic'), undefined);
  });

  it('fetches a damaged mirror anew, and serves again', async () => {
    const mirrors = join(fixture.folder, 'mirrors');
    await create().start();
    await repository.stop();
    const [mirror = ''] = await readdir(mirrors);
    const objects = join(mirrors, mirror, 'objects');
    const names = await readdir(objects, { recursive: true });
    for (const name of names.filter((path) => /^[0-9a-f]{2}\/[0-9a-f]{38}$/.test(path))) {
      await chmod(join(objects, name), 0o644);
      await writeFile(join(objects, name), 'garbage');
    }
    await create().start();
    const commit = (await repository.commitOf('main')) ?? '';
    const files = await repository.files(commit);
    assert.deepEqual([...files.keys()], ['application.yml']);
    assert.deepEqual(await readdir(mirrors), [mirror]);
  });

  it('keeps the server from starting with clone-on-start, but not when there is a mirror [config 106]', async () => {
    await create({ mayBeAwayAtStart: false }).start();
    const commit = await repository.commitOf('main');
    await repository.stop();
    await rm(join(fixture.folder, 'config.git'), { recursive: true });
    await create({ mayBeAwayAtStart: false }).start();
    assert.equal(await repository.commitOf('main'), commit);
    await repository.stop();
    await rm(join(fixture.folder, 'mirrors'), { recursive: true });
    create({ mayBeAwayAtStart: false });
    await assert.rejects(repository.start(), { code: 'CONFIG_FETCH_FAILED' });
  });
});
