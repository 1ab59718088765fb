import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, cp, readdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RecordingLogger } from '@vernal/core/testing';
import { RemoteRepository } from '../../../src/adapters/git/remote-repository.ts';
import { createGitFixture, type GitFixture } from '../../git-fixture.ts';
import { repositorySettings } from '../../repository-settings.ts';

/** What may happen to a mirror on the disk, by what is damaged. */
const DAMAGES: Readonly<Record<string, (mirror: string) => Promise<void>>> = {
  'objects full of garbage': (mirror) => eachObject(mirror, (path) => writeFile(path, 'garbage')),
  'objects that are gone': (mirror) => eachObject(mirror, (path) => rm(path)),
  'a pack that ends too soon': async (mirror) => {
    await promisify(execFile)('git', ['-C', mirror, 'repack', '-a', '-d', '-q']);
    await eachObject(mirror, (path) => (path.endsWith('.pack') ? truncate(path, 40) : undefined));
  },
  'garbage for packed refs': (mirror) => writeFile(join(mirror, 'packed-refs'), 'garbage\n'),
  'garbage for its options': (mirror) => writeFile(join(mirror, 'config'), 'garbage'),
  'an empty file for a branch': (mirror) => writeFile(join(mirror, 'refs/heads/main'), ''),
  'no files at all': (mirror) => rm(mirror, { recursive: true }),
};

async function eachObject(
  mirror: string,
  damage: (path: string) => Promise<void> | undefined,
): Promise<void> {
  const objects = join(mirror, 'objects');
  for (const name of await readdir(objects, { recursive: true })) {
    const path = join(objects, name);
    if (!(await stat(path)).isFile()) continue;
    await chmod(path, 0o644);
    await damage(path);
  }
}

describe('a mirror', () => {
  let fixture: GitFixture;
  let mirrors: string;
  let repository: RemoteRepository;
  let logger: RecordingLogger;

  beforeEach(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'application.yml': 'a: 1\n', 'sub/big.yml': `b: ${'x'.repeat(5_000)}\n` });
    mirrors = join(fixture.folder, 'mirrors');
    logger = new RecordingLogger();
    repository = new RemoteRepository(repositorySettings(fixture, { logger }));
    await repository.start();
  });
  afterEach(async () => {
    await repository.stop();
    await fixture.remove();
  });

  const mirror = async () => join(mirrors, (await readdir(mirrors))[0] ?? '');

  async function restart(): Promise<void> {
    await repository.stop();
    repository = new RemoteRepository(repositorySettings(fixture, { logger }));
    await repository.start();
  }

  async function mustServeAll(): Promise<void> {
    const files = await repository.files((await repository.commitOf('main')) ?? '');
    const contents = await Promise.all([...files.values()].map((id) => repository.read(id)));
    assert.deepEqual([...files.keys()], ['application.yml', 'sub/big.yml']);
    assert.equal(Buffer.from(contents[0] ?? '').toString(), 'a: 1\n');
    assert.deepEqual(await readdir(mirrors), [(await mirror()).slice(mirrors.length + 1)]);
  }

  for (const [what, damage] of Object.entries(DAMAGES)) {
    it(`with ${what} is made anew at the start, and serves again`, async () => {
      await repository.stop();
      await damage(await mirror());
      await restart();
      await mustServeAll();
    });

    it(`with ${what} is made anew while it serves`, async () => {
      await damage(await mirror());
      await repository.refresh();
      await mustServeAll();
    });
  }

  it('says once that it is damaged, and hands labels on that the remote has deleted', async () => {
    await fixture.push({ 'b.yml': 'b: 1\n' }, 'topic');
    await repository.refresh();
    await fixture.git('push', '-q', 'origin', '--delete', 'topic');
    const id = await fixture.git('rev-parse', 'main:application.yml');
    await rm(join(await mirror(), 'objects', id.slice(0, 2), id.slice(2)));
    await repository.refresh();
    await Promise.all([repository.read(id), repository.read(id)]);
    const topic = (await repository.commitOf('topic')) ?? '';
    assert.equal((await repository.files(topic)).size, 3);
    const said = logger.lines.filter(({ message }) => message.includes('damaged'));
    assert.equal(said.length, 1);
  });

  it('that is damaged while the remote is away is mended when the remote is back', async () => {
    const bare = new URL(fixture.uri).pathname;
    await repository.stop();
    await writeFile(join(await mirror(), 'packed-refs'), 'garbage\n');
    await rename(bare, `${bare}.away`);
    await restart();
    assert.equal(repository.status.available, false);
    await rename(`${bare}.away`, bare);
    await repository.fetch();
    await mustServeAll();
  });

  it('survives a swap that was broken off at any point', async () => {
    const here = await mirror();
    await repository.stop();
    await rename(here, `${here}.old`);
    await restart();
    await mustServeAll();
    await repository.stop();
    await cp(here, `${here}.new`, { recursive: true });
    await rename(here, `${here}.old`);
    await restart();
    await mustServeAll();
    await repository.stop();
    await writeFile(`${here}.new`, 'half of a clone');
    await restart();
    await mustServeAll();
  });
});
