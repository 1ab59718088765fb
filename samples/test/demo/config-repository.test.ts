import assert from 'node:assert/strict';
import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureConfigRepository, git } from '../../src/demo/config-repository.ts';
import { type DemoFolder, demoFolder } from '../../src/demo/demo-folder.ts';

const URL = 'http://127.0.0.1:8888/git/config.git';

describe('the repository of the demo', () => {
  let folder: DemoFolder;

  before(async () => {
    folder = demoFolder(await mkdtemp(path.join(os.tmpdir(), 'vernal-repository-')));
    await ensureConfigRepository(folder, URL);
  });

  after(() => rm(folder.root, { recursive: true, force: true }));

  it('begins with some history', async () => {
    const subjects = await git(folder.bareRepository, 'log', '--format=%s', 'main');
    assert.ok(subjects.split('\n').length >= 4);
  });

  it('holds a value that only its key can decrypt, and keeps the key to its owner', async () => {
    const catalog = await readFile(path.join(folder.clone, 'catalog.yml'), 'utf8');
    assert.match(catalog, /key: '\{cipher\}[0-9a-f]{64,}'/);
    assert.equal((await stat(folder.keyFile)).mode & 0o077, 0);
  });

  it('is kept as the user left it', async () => {
    await writeFile(path.join(folder.clone, 'storefront.yml'), 'storefront:\n  banner: Mine\n');
    await git(folder.clone, 'commit', '--quiet', '--all', '--message', 'My banner');
    await git(folder.clone, 'push', '--quiet', folder.bareRepository, 'main');
    await ensureConfigRepository(folder, URL);
    assert.equal(await git(folder.bareRepository, 'log', '-1', '--format=%s'), 'My banner');
  });

  it('gives a clone that was deleted again', async () => {
    await rm(folder.clone, { recursive: true });
    await ensureConfigRepository(folder, URL);
    assert.match(await readFile(path.join(folder.clone, 'storefront.yml'), 'utf8'), /Mine/);
  });

  it('is pushed to where the config server hosts it, whatever its port', async () => {
    const other = 'http://127.0.0.1:18888/git/config.git';
    await ensureConfigRepository(folder, other);
    assert.equal(await git(folder.clone, 'remote', 'get-url', 'origin'), other);
  });

  it('of an earlier version moves into the data of the config server, with its history', async () => {
    const before = await git(folder.bareRepository, 'rev-parse', 'main');
    await rename(folder.bareRepository, folder.formerRepository);
    await ensureConfigRepository(folder, URL);
    assert.equal(await git(folder.bareRepository, 'rev-parse', 'main'), before);
    await assert.rejects(stat(folder.formerRepository));
  });
});
