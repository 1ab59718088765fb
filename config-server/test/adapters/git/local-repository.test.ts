import assert from 'node:assert/strict';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManualTime } from '@vernal/core/testing';
import { openRepository } from '../../../src/adapters/git/open-repository.ts';
import { createGitFixture, type GitFixture } from '../../git-fixture.ts';
import { repositorySettings } from '../../repository-settings.ts';

describe('a repository on this machine', () => {
  let fixture: GitFixture;
  beforeEach(async () => {
    fixture = await createGitFixture();
  });
  afterEach(() => fixture.remove());

  function open(uri: string) {
    const time = new ManualTime();
    const place = { uri, folder: fixture.folder };
    const settings = repositorySettings(place, {
      pollIntervalMs: 30_000,
      clock: time,
      timers: time,
    });
    const repository = openRepository(settings);
    return { repository, time };
  }

  it('may be a working tree, which is only read, whatever lock a dead git left in it [config 114]', async () => {
    const commit = await fixture.push({ 'application.yml': 'a: 1\n' });
    const clone = join(fixture.folder, 'clone');
    const lock = join(clone, '.git', 'index.lock');
    await writeFile(lock, '');
    const { repository } = open(clone);
    await repository.start();
    assert.equal(await repository.commitOf('main'), commit);
    assert.equal((await repository.files(commit)).has('application.yml'), true);
    await rm(lock);
    assert.equal(await fixture.git('status', '--porcelain'), '');
    await repository.stop();
  });

  it('tells of a commit, and of no file that is only saved [config 120]', async () => {
    const before = await fixture.push({ 'application.yml': 'a: 1\n' });
    const clone = join(fixture.folder, 'clone');
    const { repository } = open(clone);
    await repository.start();
    await repository.refresh();
    let told = 0;
    const isTold = new Promise<void>((resolve) => {
      repository.onChange(() => {
        told += 1;
        resolve();
      });
    });
    const watcher = watch(clone);
    const saved = once(watcher, 'change');
    await writeFile(join(clone, 'application.yml'), 'a: 2\n');
    await saved;
    watcher.close();
    assert.equal(told, 0);
    assert.equal(await repository.commitOf('main'), before);
    const after = await fixture.push({});
    await isTold;
    assert.equal(await repository.commitOf('main'), after);
    await repository.stop();
  });

  it('may be made after the server was started', async () => {
    const commit = await fixture.push({ 'application.yml': 'a: 1\n' });
    const bare = fixture.uri.slice('file://'.length);
    await rename(bare, `${bare}.away`);
    const { repository, time } = open(fixture.uri);
    await repository.start();
    assert.equal(repository.status.available, false);
    assert.equal(await repository.commitOf('main'), undefined);
    await rename(`${bare}.away`, bare);
    await time.advance(30_000);
    assert.equal(await repository.commitOf('main'), commit);
    await repository.stop();
    assert.equal(time.pending, 0);
  });

  it('shows refs that were packed', async () => {
    const commit = await fixture.push({ 'application.yml': 'a: 1\n' });
    const { repository } = open(fixture.uri);
    await repository.start();
    const before = repository.stamp(['main']);
    await fixture.git('-C', fixture.uri.slice('file://'.length), 'pack-refs', '--all');
    assert.notEqual(repository.stamp(['main']), before);
    assert.equal(await repository.commitOf('main'), commit);
    await repository.stop();
  });

  it('means the last known commits while it is away, and says so', async () => {
    const commit = await fixture.push({ 'application.yml': 'a: 1\n' });
    const bare = fixture.uri.slice('file://'.length);
    const { repository } = open(fixture.uri);
    await repository.start();
    assert.equal(await repository.commitOf('main'), commit);
    await rename(bare, `${bare}.away`);
    assert.equal(await repository.commitOf('main'), commit);
    assert.equal(await repository.commitOf('other'), undefined);
    const problem = `there is no Git repository at ${fixture.uri}`;
    assert.deepEqual(repository.status, { available: true, problem });
    await rename(`${bare}.away`, bare);
    const next = await fixture.push({ 'application.yml': 'a: 2\n' });
    assert.equal(await repository.commitOf('main'), next);
    assert.equal(repository.status.problem, undefined);
    await repository.stop();
  });
});
