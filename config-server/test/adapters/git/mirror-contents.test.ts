import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RemoteRepository } from '../../../src/adapters/git/remote-repository.ts';
import type { RepositorySettings } from '../../../src/adapters/git/repository-settings.ts';
import { untilFolder } from '../../awaited-folder.ts';
import { createGitFixture, type GitFixture } from '../../git-fixture.ts';
import { repositorySettings } from '../../repository-settings.ts';

describe('what a mirror holds', () => {
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

  async function start(changes: Partial<RepositorySettings> = {}): Promise<void> {
    repository = new RemoteRepository(repositorySettings(fixture, changes));
    await repository.start();
  }

  const mirror = async () => {
    const mirrors = join(fixture.folder, 'mirrors');
    return join(mirrors, (await readdir(mirrors))[0] ?? '');
  };

  const isPack = (name: string) => name.endsWith('.pack');
  const isLoose = (name: string) => /^[0-9a-f]{2}$/.test(name);

  /** Puts objects into the mirror as fetches leave them, reachable from nowhere; always the same ones. */
  async function litter(count: number): Promise<string[]> {
    const folder = join(fixture.folder, 'litter');
    await mkdir(folder, { recursive: true });
    const paths = Array.from({ length: count }, (_, n) => join(folder, `${n}`));
    await Promise.all(paths.map((path) => writeFile(path, `0: ${basename(path)}`)));
    const git = ['-c', 'core.fsync=none', '-C', await mirror()];
    const hash = execFile('git', [...git, 'hash-object', '-w', '--stdin-paths']);
    hash.stdin?.end(paths.join('\n'));
    const ids: string[] = [];
    for await (const text of hash.stdout ?? []) ids.push(String(text));
    return ids.join('').trim().split('\n');
  }

  it('is packed when it has become much, and no object is lost that nothing leads to', async function () {
    this.timeout(30_000);
    await start();
    const away = await fixture.push({ 'application.yml': 'away: true\n' });
    await repository.refresh();
    await fixture.git('reset', '-q', '--hard', 'HEAD~1');
    const ids = await litter(3_000);
    const objects = join(await mirror(), 'objects');
    assert.ok((await readdir(objects)).some(isLoose));
    const pushed = await fixture.push({ 'application.yml': 'a: 2\n' });
    await repository.refresh();
    await untilFolder(objects, (names) => !names.some(isLoose));
    assert.equal((await readdir(join(objects, 'pack'))).filter(isPack).length, 1);
    assert.equal(await repository.commitOf('main'), pushed);
    assert.equal((await repository.files(away)).size, 1);
    for (const id of ids.slice(0, 20)) assert.ok((await repository.read(id)).length > 0);
  });

  it('is the newest commit of each label with a depth of 1, and all again without', async () => {
    const first = await fixture.git('rev-parse', 'HEAD');
    const second = await fixture.push({ 'application.yml': 'a: 2\n' });
    await start({ depth: 1 });
    assert.equal(await repository.commitOf('main'), second);
    assert.equal((await repository.files(second)).size, 1);
    assert.equal(await repository.commitOf(first), undefined);
    const third = await fixture.push({ 'application.yml': 'a: 3\n' });
    await repository.refresh();
    assert.equal(await repository.commitOf('main'), third);
    assert.equal(await repository.commitOf(second), second);
    await repository.stop();
    await start();
    await repository.refresh();
    assert.equal(await repository.commitOf(first), first);
  });

  it('is nothing of other repositories, whatever .gitmodules says', async () => {
    await fixture.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub`);
    const modules = '[submodule "sub"]\n\tpath = sub\n\turl = http://127.0.0.1:1/sub.git\n';
    const commit = await fixture.push({ '.gitmodules': modules, 'application.yml': 'a: 2\n' });
    await fixture.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub`);
    await start();
    assert.equal(repository.status.problem, undefined);
    const files = await repository.files(commit);
    assert.deepEqual([...files.keys()].sort(), ['.gitmodules', 'application.yml']);
  });
});
