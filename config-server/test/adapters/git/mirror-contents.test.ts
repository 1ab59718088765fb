import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { untilFolder } from '../../awaited-folder.ts';
import { useRemote } from './remote-rig.ts';

describe('what a mirror holds', () => {
  const remote = useRemote();

  const isPack = (name: string) => name.endsWith('.pack');
  const isLoose = (name: string) => /^[0-9a-f]{2}$/.test(name);

  /** Puts objects into the mirror as fetches leave them, reachable from nowhere; always the same ones. */
  async function litter(count: number): Promise<string[]> {
    const folder = join(remote.fixture.folder, 'litter');
    await mkdir(folder, { recursive: true });
    const paths = Array.from({ length: count }, (_, n) => join(folder, `${n}`));
    await Promise.all(paths.map((path) => writeFile(path, `0: ${basename(path)}`)));
    const git = ['-c', 'core.fsync=none', '-C', await remote.mirror()];
    const hash = execFile('git', [...git, 'hash-object', '-w', '--stdin-paths']);
    hash.stdin?.end(paths.join('\n'));
    const ids: string[] = [];
    for await (const text of hash.stdout ?? []) ids.push(String(text));
    return ids.join('').trim().split('\n');
  }

  it('is packed when it has become much, and no object is lost that nothing leads to', async function () {
    this.timeout(30_000);
    await remote.create().start();
    const away = await remote.fixture.push({ 'application.yml': 'away: true\n' });
    await remote.repository.refresh();
    await remote.fixture.git('reset', '-q', '--hard', 'HEAD~1');
    const ids = await litter(3_000);
    const objects = join(await remote.mirror(), 'objects');
    assert.ok((await readdir(objects)).some(isLoose));
    const pushed = await remote.fixture.push({ 'application.yml': 'a: 2\n' });
    await remote.repository.refresh();
    await untilFolder(objects, (names) => !names.some(isLoose));
    assert.equal((await readdir(join(objects, 'pack'))).filter(isPack).length, 1);
    assert.equal(await remote.repository.commitOf('main'), pushed);
    assert.equal((await remote.repository.files(away)).size, 1);
    for (const id of ids.slice(0, 20)) assert.ok((await remote.repository.read(id)).length > 0);
  });

  it('is the newest commit of each label with a depth of 1, and all again without', async () => {
    const first = await remote.fixture.git('rev-parse', 'HEAD');
    const second = await remote.fixture.push({ 'application.yml': 'a: 2\n' });
    await remote.create({ depth: 1 }).start();
    assert.equal(await remote.repository.commitOf('main'), second);
    assert.equal((await remote.repository.files(second)).size, 1);
    assert.equal(await remote.repository.commitOf(first), undefined);
    const { log, isPartOf } = remote.repository;
    assert.deepEqual([log, isPartOf], [undefined, undefined], 'it has no history');
    const third = await remote.fixture.push({ 'application.yml': 'a: 3\n' });
    await remote.repository.refresh();
    assert.equal(await remote.repository.commitOf('main'), third);
    assert.equal(await remote.repository.commitOf(second), second);
    await remote.repository.stop();
    await remote.create().start();
    await remote.repository.refresh();
    assert.equal(await remote.repository.commitOf(first), first);
  });

  it('is nothing of other repositories, whatever .gitmodules says', async () => {
    const { fixture } = remote;
    const modules = '[submodule "sub"]\n\tpath = sub\n\turl = http://127.0.0.1:1/sub.git\n';
    await fixture.push({ '.gitmodules': modules, 'application.yml': 'a: 2\n' });
    await fixture.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub`);
    await fixture.git('commit', '-q', '-m', 'submodule');
    await fixture.git('push', '-q', 'origin', 'main');
    const commit = await fixture.git('rev-parse', 'HEAD');
    assert.match(await fixture.git('ls-tree', commit), /^160000 commit/m);
    const repository = remote.create();
    await repository.start();
    assert.equal(repository.status.problem, undefined);
    const files = await repository.files(commit);
    assert.deepEqual([...files.keys()].sort(), ['.gitmodules', 'application.yml']);
  });
});
