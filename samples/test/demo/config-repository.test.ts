import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureConfigRepository, git } from '../../src/demo/config-repository.ts';
import { type DemoFolder, demoFolder } from '../../src/demo/demo-folder.ts';

describe('the repository of the demo', () => {
  let folder: DemoFolder;

  before(async () => {
    folder = demoFolder(await mkdtemp(path.join(os.tmpdir(), 'vernal-repository-')));
    await ensureConfigRepository(folder);
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
    await git(folder.clone, 'push', '--quiet');
    await ensureConfigRepository(folder);
    assert.equal(await git(folder.bareRepository, 'log', '-1', '--format=%s'), 'My banner');
  });

  it('gives a clone that was deleted again', async () => {
    await rm(folder.clone, { recursive: true });
    await ensureConfigRepository(folder);
    assert.match(await readFile(path.join(folder.clone, 'storefront.yml'), 'utf8'), /Mine/);
  });
});
