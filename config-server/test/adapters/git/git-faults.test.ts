import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import { RemoteRepository } from '../../../src/adapters/git/remote-repository.ts';
import type { RepositorySettings } from '../../../src/adapters/git/repository-settings.ts';
import { createGitFixture, type GitFixture } from '../../git-fixture.ts';
import { type GitHostServer, startGitHost } from '../../git-host.ts';
import { repositorySettings } from '../../repository-settings.ts';

const run = promisify(execFile);

describe('a remote with faults', () => {
  let fixture: GitFixture;
  let host: GitHostServer;
  let repository: RemoteRepository;
  let first: string;

  beforeEach(async () => {
    fixture = await createGitFixture();
    first = await fixture.push({ 'application.yml': 'a: 1\n' });
    host = await startGitHost(fixture.folder);
  });
  afterEach(async () => {
    await repository.stop();
    await host.close();
    await fixture.remove();
  });

  function create(changes: Partial<RepositorySettings> = {}): RemoteRepository {
    const place = { uri: `${host.url}/config.git`, folder: fixture.folder };
    repository = new RemoteRepository(repositorySettings(place, changes));
    return repository;
  }

  async function mustServe(commit: string, content: string): Promise<void> {
    assert.equal(await repository.commitOf('main'), commit);
    const files = await repository.files(commit);
    const bytes = await repository.read(files.get('application.yml') ?? '');
    assert.equal(Buffer.from(bytes).toString(), content);
  }

  const mirrorFolder = async () => {
    const mirrors = join(fixture.folder, 'mirrors');
    return join(mirrors, (await readdir(mirrors))[0] ?? '');
  };

  it('that hangs keeps a request waiting for the timeout, and the next ones not at all [config 104]', async () => {
    await create({ timeoutMs: 300 }).start();
    const second = await fixture.push({ 'application.yml': 'a: 2\n' });
    host.fault = () => true;
    const startedMs = performance.now();
    await repository.refresh();
    const firstMs = performance.now() - startedMs;
    for (let next = 0; next < 20; next++) await repository.refresh();
    const nextMs = performance.now() - startedMs - firstMs;
    assert.ok(firstMs >= 290 && firstMs < 3_000, `${firstMs} ms`);
    assert.ok(nextMs < 100, `${nextMs} ms`);
    await mustServe(first, 'a: 1\n');
    host.fault = undefined;
    await repository.fetch();
    await repository.fetch();
    await mustServe(second, 'a: 2\n');
  });

  it('that is away is looked for while requests are served, not before, until it is back [config 104]', async () => {
    const time = new ManualTime();
    await create({ clock: time, timers: time }).start();
    await host.close();
    for (let failure = 0; failure < 4; failure++) await repository.fetch();
    await time.advance(60_000);
    await repository.refresh();
    assert.ok(repository.stamp() !== undefined, 'the remote is left alone');
    const second = await fixture.push({ 'application.yml': 'a: 2\n' });
    await host.reopen();
    await time.advance(6_000);
    assert.equal(repository.stamp(), undefined);
    const moved = new Promise<void>((resolve) => repository.onChange(resolve));
    await repository.refresh();
    assert.ok(repository.stamp() !== undefined, 'a check is under way');
    await mustServe(first, 'a: 1\n');
    await moved;
    await mustServe(second, 'a: 2\n');
    assert.equal(repository.stamp(), undefined);
  });

  it('is not blamed for what the end of the server breaks off, nor is the mirror', async () => {
    const logger = new RecordingLogger();
    await create({ logger }).start();
    await mustServe(first, 'a: 1\n');
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    host.fault = () => {
      asked();
      return true;
    };
    const fetching = repository.fetch();
    await isAsked;
    await repository.stop();
    await fetching;
    await assert.rejects(repository.files(first));
    assert.deepEqual(logger.lines, []);
  });

  it('that breaks off within a pack changes nothing, and is followed again', async () => {
    await create().start();
    const second = await fixture.push({
      'application.yml': 'a: 2\n',
      'big.bin': randomBytes(200_000).toString('base64'),
    });
    host.packBytes = 20_000;
    await repository.fetch();
    assert.match(repository.status.problem ?? '', /fatal: /);
    await mustServe(first, 'a: 1\n');
    host.packBytes = Number.POSITIVE_INFINITY;
    await repository.fetch();
    await mustServe(second, 'a: 2\n');
    const left = await readdir(join(await mirrorFolder(), 'objects', 'pack'));
    assert.deepEqual(
      left.filter((name) => name.includes('tmp')),
      [],
    );
  });

  it('that refuses connections at the start is no hindrance to a mirror, which says since when it is old', async () => {
    await create().start();
    const { checkedAt = 0 } = repository.status;
    await repository.stop();
    await host.close();
    await create().start();
    await mustServe(first, 'a: 1\n');
    await repository.refresh();
    assert.match(repository.status.problem ?? '', /refused|connect/i);
    assert.ok(Math.abs((repository.status.checkedAt ?? 0) - checkedAt) < 2_000);
    await host.reopen();
    await repository.fetch();
    assert.equal(repository.status.problem, undefined);
  });

  it('that hangs at the start keeps no server waiting that has a mirror', async () => {
    await create().start();
    await repository.stop();
    host.fault = () => true;
    const time = new ManualTime();
    // No timeout can pass.
    await create({ clock: time, timers: time }).start();
    await mustServe(first, 'a: 1\n');
  });

  it('that names no labels any more is not believed, even where deleted labels are forgotten', async () => {
    await create({ deletedLabels: 'forget' }).start();
    host.fault = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>');
      return true;
    };
    await repository.fetch();
    assert.match(repository.status.problem ?? '', /names no labels/);
    await mustServe(first, 'a: 1\n');
  });

  it('that is empty is no fault: it has no labels yet', async () => {
    await run('git', ['init', '-q', '--bare', join(fixture.folder, 'empty.git')]);
    const place = { uri: `${host.url}/empty.git`, folder: fixture.folder };
    repository = new RemoteRepository(repositorySettings(place));
    await repository.start();
    assert.equal(repository.status.problem, undefined);
    assert.equal(repository.status.available, true);
    assert.equal(await repository.commitOf('main'), undefined);
  });

  it('that waits with each answer is waited for, once by all who ask at the same time', async () => {
    await create().start();
    host.latencyMs = 200;
    const second = await fixture.push({ 'application.yml': 'a: 2\n' });
    const before = host.checks.length;
    await Promise.all(Array.from({ length: 50 }, () => repository.refresh()));
    await mustServe(second, 'a: 2\n');
    assert.ok(host.checks.length - before <= 2);
  });

  it('whose new branch stands where a deleted one did is followed, deleted labels kept or not', async () => {
    await fixture.push({ 'a.yml': 'a: 1\n' }, 'topic');
    await create().start();
    await fixture.git('push', '-q', 'origin', '--delete', 'topic');
    await fixture.git('checkout', '-q', 'main');
    await fixture.git('branch', '-q', '-D', 'topic');
    const commit = await fixture.push({ 'a.yml': 'a: 2\n' }, 'topic/next');
    await repository.fetch();
    assert.equal(repository.status.problem, undefined);
    assert.equal(await repository.commitOf('topic/next'), commit);
  });

  it('is followed although a Git that was killed left locks', async () => {
    await create().start();
    await repository.stop();
    const mirror = await mirrorFolder();
    const locks = ['refs/heads/main.lock', 'packed-refs.lock', 'HEAD.lock', 'config.lock'];
    for (const lock of locks) await writeFile(join(mirror, lock), '');
    await writeFile(join(mirror, 'objects', 'pack', 'tmp_pack_a1b2c3'), 'half a pack');
    await create().start();
    const second = await fixture.push({ 'application.yml': 'a: 2\n' });
    for (const lock of locks) await writeFile(join(mirror, lock), '');
    await repository.fetch();
    await repository.fetch();
    await mustServe(second, 'a: 2\n');
    const names = await readdir(mirror, { recursive: true });
    assert.deepEqual(
      names.filter((name) => /\.lock$|tmp_/.test(name)),
      [],
    );
  });

  it('is served on while the disk is full, and followed when there is room again', async () => {
    const bin = join(fixture.folder, 'bin');
    const full = join(fixture.folder, 'disk-is-full');
    await mkdir(bin);
    const { stdout: git } = await run('sh', ['-c', 'command -v git']);
    const script = `#!/bin/sh\n[ -e '${full}' ] && { trap '' XFSZ; ulimit -f 8; }\nexec ${git.trim()} "$@"\n`;
    await writeFile(join(bin, 'git'), script);
    await chmod(join(bin, 'git'), 0o755);
    const path = `${bin}:${process.env['PATH'] ?? ''}`;
    await create({ environment: { ...process.env, PATH: path } }).start();
    await writeFile(full, '');
    const second = await fixture.push({
      'application.yml': 'a: 2\n',
      'big.bin': randomBytes(200_000).toString('base64'),
    });
    await repository.fetch();
    assert.match(repository.status.problem ?? '', /git fetch failed/);
    await mustServe(first, 'a: 1\n');
    await rm(full);
    await repository.fetch();
    await mustServe(second, 'a: 2\n');
  });
});
