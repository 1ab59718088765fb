import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock, systemTimers } from '@vernal/core';
import { RecordingLogger } from '@vernal/core/testing';
import { NativeRepository } from '../../../src/adapters/native/native-repository.ts';

describe('folders as a repository', () => {
  let folder: string;
  let root: string;
  let repository: NativeRepository;
  const logger = new RecordingLogger();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-native-'));
    root = join(folder, 'config');
    await write('application.yml', 'a: 1\n');
    await write('sub/x.yml', 'x: 1\n');
    repository = new NativeRepository({
      roots: [`${root}/`],
      lookIntervalMs: 3_600_000,
      clock: systemClock,
      timers: systemTimers,
      logger,
    });
    await repository.start();
  });
  afterEach(async () => {
    await repository.stop();
    await repository.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function write(path: string, content: string): Promise<void> {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }

  async function newest(): Promise<string> {
    await repository.refresh();
    return (await repository.commitOf('any')) ?? '';
  }

  async function textAt(commit: string, path: string): Promise<string | undefined> {
    const id = (await repository.files(commit)).get(join(root, path).slice(1));
    return id === undefined ? undefined : Buffer.from(await repository.read(id)).toString();
  }

  it('has a state for each content that was seen, and serves older ones on', async () => {
    const before = await newest();
    await write('application.yml', 'a: 2\n');
    const after = await newest();
    assert.notEqual(after, before);
    assert.equal(await textAt(after, 'application.yml'), 'a: 2\n');
    assert.equal(await textAt(before, 'application.yml'), 'a: 1\n');
    assert.equal(await repository.commitOf(before), before);
    await write('application.yml', 'a: 1\n');
    assert.equal(await newest(), before);
  });

  it('notices every write, also in the same moment and of the same length', async () => {
    const seen = new Set<string>();
    for (let n = 0; n < 9; n++) {
      await write('application.yml', `a: ${n}\n`);
      seen.add(await newest());
    }
    assert.equal(seen.size, 9);
  });

  it('tells its listeners when a file is saved, without being asked', async () => {
    const told = new Promise<void>((resolve) => {
      repository.onChange(resolve);
    });
    await write('sub/x.yml', 'x: 2\n');
    await told;
  });

  it('ignores what editors and Git keep beside the files', async () => {
    const before = await newest();
    for (const name of ['.git/config', '.application.yml.swp', '#x.yml#', 'node_modules/a.yml']) {
      await write(name, 'x: 1\n');
    }
    assert.equal(await newest(), before);
  });

  it('follows links inside the folder, as Kubernetes makes them, and none that lead out', async () => {
    await write('..2024/mounted.yml', 'm: 1\n');
    await symlink('..2024', join(root, '..data'));
    await symlink('..data/mounted.yml', join(root, 'mounted.yml'));
    await writeFile(join(folder, 'secret.yml'), 's: 1\n');
    await symlink('../secret.yml', join(root, 'secret.yml'));
    await symlink('.', join(root, 'loop'));
    const commit = await newest();
    assert.equal(await textAt(commit, 'mounted.yml'), 'm: 1\n');
    const names = [...(await repository.files(commit)).keys()].map((path) =>
      path.split('/').at(-1),
    );
    assert.deepEqual(names.toSorted(), ['application.yml', 'mounted.yml', 'x.yml']);
  });

  it('is empty when the folder is gone, and what was there stays readable', async () => {
    const before = await newest();
    await rm(root, { recursive: true });
    const after = await newest();
    assert.equal((await repository.files(after)).size, 0);
    assert.equal(await textAt(before, 'sub/x.yml'), 'x: 1\n');
    assert.equal(repository.status.available, true);
  });

  it('reads a large file only if it is wanted whole', async () => {
    const text = `a: ${'x'.repeat(100_000)}\n`;
    await write('large.yml', text);
    const files = await repository.files(await newest());
    const [, id = ''] = [...files].find(([path]) => path.endsWith('large.yml')) ?? [];
    assert.equal(Buffer.from(await repository.read(id)).toString(), text);
    const problem = { code: 'CONFIG_FILE_TOO_LARGE', sizeBytes: text.length };
    await assert.rejects(repository.read(id, 1_000), problem);
  });

  it('knows no state that it never saw', async () => {
    await assert.rejects(repository.files('1'.repeat(40)), { code: 'CONFIG_UNKNOWN_COMMIT' });
    await assert.rejects(repository.read('1'.repeat(40)), { code: 'CONFIG_UNKNOWN_OBJECT' });
  });
});
