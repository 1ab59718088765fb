import assert from 'node:assert/strict';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCommitLog } from '../../../src/adapters/git/commit-log.ts';
import { gitEnvironment } from '../../../src/adapters/git/git-environment.ts';
import type { LoggedCommit } from '../../../src/ports/config-repository.ts';
import { createGitFixture, type GitFixture } from '../../git-fixture.ts';

describe('the log of commits', () => {
  let fixture: GitFixture;
  beforeEach(async () => {
    fixture = await createGitFixture();
  });
  afterEach(() => fixture.remove());

  async function logOf(commit: string): Promise<LoggedCommit[]> {
    const settings = {
      gitFolder: join(fixture.folder, 'config.git'),
      environment: gitEnvironment(process.env, []),
    };
    const commits: LoggedCommit[] = [];
    for await (const logged of readCommitLog(settings, commit)) commits.push(logged);
    return commits;
  }

  it('names the files of each commit, newest first, also with strange names', async () => {
    const first = await fixture.push({ 'a b/ä\n:x.yml': 'a: 1\n', 'b.yml': 'b: 1\n' });
    await fixture.git('rm', '-q', 'b.yml');
    const second = await fixture.push({ 'commit 1.yml': 'c: 1\n' });
    const [newest, oldest] = await logOf(second);
    assert.deepEqual(newest, {
      commit: second,
      parent: first,
      author: 'Ada <ada@example.org>',
      committedAt: Date.UTC(2024, 0, 1),
      subject: 'change',
      changes: [
        { path: 'b.yml' },
        { path: 'commit 1.yml', objectId: await fixture.git('rev-parse', 'HEAD:commit 1.yml') },
      ],
    });
    assert.equal(oldest?.parent, undefined);
    assert.deepEqual(
      oldest?.changes.map(({ path }) => path),
      ['a b/ä\n:x.yml', 'b.yml'],
    );
  });

  it('has no id for what is, or was, a link', async () => {
    const clone = join(fixture.folder, 'clone');
    await fixture.push({ 'b.yml': 'b: 1\n' });
    await symlink('b.yml', join(clone, 'a.yml'));
    const linked = await fixture.push({});
    await fixture.git('rm', '-q', 'a.yml');
    await writeFile(join(clone, 'a.yml'), 'a: 1\n');
    const replaced = await fixture.push({});
    const changes = (await logOf(replaced)).map((one) => one.changes);
    assert.deepEqual(changes.slice(0, 2), [[{ path: 'a.yml' }], [{ path: 'a.yml' }]]);
    assert.equal((await logOf(linked))[0]?.commit, linked);
  });

  it('says of a merge what it brought to its first parent', async () => {
    await fixture.push({ 'a.yml': 'a: 1\n' });
    await fixture.push({ 'b.yml': 'b: 1\n' }, 'side');
    await fixture.git('checkout', '-q', 'main');
    const main = await fixture.push({ 'c.yml': 'c: 1\n' });
    await fixture.git('merge', '-q', '--no-ff', '-m', 'merge', 'side');
    const merge = await fixture.push({});
    const [, merged] = await logOf(merge);
    assert.equal(merged?.subject, 'merge');
    assert.equal(merged.parent, main);
    assert.deepEqual(
      merged.changes.map(({ path }) => path),
      ['b.yml'],
    );
  });

  it('of a commit that does not exist is an error', async () => {
    await fixture.push({});
    for (const commit of ['1'.repeat(40), '--all', 'main']) {
      await assert.rejects(logOf(commit), { code: 'CONFIG_UNKNOWN_COMMIT' });
    }
  });
});
