import assert from 'node:assert/strict';
import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManualTime } from '@vernal/core/testing';
import { useRemote } from './remote-rig.ts';

describe('a remote repository', () => {
  const remote = useRemote();

  async function deleteTopic(): Promise<string> {
    const commit = await remote.fixture.push({ 'application.yml': 'a: 2\n' }, 'topic');
    await remote.repository.refresh();
    assert.equal(await remote.repository.commitOf('topic'), commit);
    await remote.fixture.git('push', '-q', 'origin', '--delete', 'topic');
    await remote.repository.refresh();
    return commit;
  }

  it('is asked no more often than refresh-rate says, and below 0 never again [config 103]', async () => {
    for (const [refreshRateMs, isNewAfter] of [
      [60_000, true],
      [-1_000, false],
    ] as const) {
      const time = new ManualTime();
      await remote
        .create({ refreshRateMs, pollIntervalMs: 1_000, clock: time, timers: time })
        .start();
      await remote.repository.refresh();
      const before = await remote.repository.commitOf('main');
      const after = await remote.fixture.push({ 'application.yml': `rate: ${refreshRateMs}\n` });
      await time.advance(59_000);
      await remote.repository.refresh();
      assert.equal(await remote.repository.commitOf('main'), before);
      await time.advance(1_000);
      await remote.repository.refresh();
      assert.equal(await remote.repository.commitOf('main'), isNewAfter ? after : before);
      await remote.repository.stop();
    }
  });

  it('is polled when nobody asks, up to a fifth late', async () => {
    const time = new ManualTime();
    await remote.create({ pollIntervalMs: 30_000, clock: time, timers: time }).start();
    const told = new Promise<void>((resolve) => {
      remote.repository.onChange(resolve);
    });
    const commit = await remote.fixture.push({ 'application.yml': 'a: 2\n' });
    await time.advance(29_999);
    assert.equal(time.pending, 1);
    await time.advance(6_002);
    await told;
    assert.equal(await remote.repository.commitOf('main'), commit);
  });

  it('is never polled with a refresh-rate below 0', async () => {
    const time = new ManualTime();
    await remote.create({ refreshRateMs: -1_000, clock: time, timers: time }).start();
    assert.equal(time.pending, 0);
  });

  it('is followed when a branch is pushed by force [config 109]', async () => {
    await remote.create().start();
    const before = (await remote.repository.commitOf('main')) ?? '';
    await remote.fixture.git('commit', '-q', '--amend', '-m', 'rewritten');
    await remote.fixture.git('push', '-q', '-f', 'origin', 'main');
    await remote.repository.refresh();
    const after = await remote.repository.commitOf('main');
    assert.notEqual(after, before);
    assert.equal(after, await remote.fixture.git('rev-parse', 'HEAD'));
    assert.equal((await remote.repository.files(before)).size, 1);
  });

  it('keeps a branch that was deleted there [config 108]', async () => {
    await remote.create().start();
    const commit = await deleteTopic();
    assert.equal(await remote.repository.commitOf('topic'), commit);
  });

  it('forgets it with delete-untracked-branches [config 108]', async () => {
    await remote.create({ deletedLabels: 'forget' }).start();
    await deleteTopic();
    assert.equal(await remote.repository.commitOf('topic'), undefined);
  });

  it('fetches a damaged mirror anew, and serves again', async () => {
    const mirrors = join(remote.fixture.folder, 'mirrors');
    await remote.create().start();
    await remote.repository.stop();
    const [mirror = ''] = await readdir(mirrors);
    const objects = join(mirrors, mirror, 'objects');
    const names = await readdir(objects, { recursive: true });
    for (const name of names.filter((path) => /^[0-9a-f]{2}\/[0-9a-f]{38}$/.test(path))) {
      await chmod(join(objects, name), 0o644);
      await writeFile(join(objects, name), 'garbage');
    }
    await remote.create().start();
    const commit = (await remote.repository.commitOf('main')) ?? '';
    const files = await remote.repository.files(commit);
    assert.deepEqual([...files.keys()], ['application.yml']);
    assert.deepEqual(await readdir(mirrors), [mirror]);
  });

  it('keeps the server from starting with clone-on-start, but not when there is a mirror [config 106]', async () => {
    await remote.create({ mayBeAwayAtStart: false }).start();
    const commit = await remote.repository.commitOf('main');
    await remote.repository.stop();
    await rm(join(remote.fixture.folder, 'config.git'), { recursive: true });
    await remote.create({ mayBeAwayAtStart: false }).start();
    assert.equal(await remote.repository.commitOf('main'), commit);
    await remote.repository.stop();
    await rm(join(remote.fixture.folder, 'mirrors'), { recursive: true });
    remote.create({ mayBeAwayAtStart: false });
    await assert.rejects(remote.repository.start(), { code: 'CONFIG_FETCH_FAILED' });
  });
});
