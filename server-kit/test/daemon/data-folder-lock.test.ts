import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lifecycle } from '@vernal/core';
import { RecordingLogger } from '@vernal/core/testing';
import { createDataFolderLock } from '../../src/daemon/data-folder-lock.ts';

/** Listens on a socket until it is killed, as the holder of a lock does. */
const HOLDER = `require('node:net').createServer().listen(process.argv[1], () => console.log('held'))`;

describe('the lock of a data folder', () => {
  let parent = '';
  let dataDir = '';
  let logger: RecordingLogger;
  const locks: Lifecycle[] = [];

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'vernal-lock-'));
    dataDir = join(parent, 'data');
    logger = new RecordingLogger();
  });

  afterEach(async () => {
    for (const lock of locks.splice(0)) await lock.stop();
    await rm(parent, { recursive: true, force: true });
  });

  function lock(): Lifecycle {
    const made = createDataFolderLock({ dataDir, logger });
    locks.push(made);
    return made;
  }

  /** A process that held the lock and was killed. */
  async function leaveStaleLock(): Promise<void> {
    await mkdir(dataDir);
    const child = spawn(process.execPath, ['-e', HOLDER, join(dataDir, 'lock')]);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.deepEqual(await readdir(dataDir), ['lock']);
  }

  it('refuses a second holder with a line that says what to do', async () => {
    await lock().start();
    await assert.rejects(lock().start(), {
      code: 'DATA_FOLDER_IN_USE',
      message: new RegExp(`^another process works on ${dataDir}; .*--vernal.data-dir=FOLDER$`),
    });
  });

  it('is free again after a stop, which leaves nothing behind', async () => {
    const first = lock();
    await first.start();
    await first.stop();
    await first.stop();
    assert.deepEqual(await readdir(dataDir), []);
    await lock().start();
  });

  it('is taken over at once from a process that was killed', async () => {
    await leaveStaleLock();
    await lock().start();
    assert.deepEqual(await readdir(dataDir), ['lock']);
    await assert.rejects(lock().start(), { code: 'DATA_FOLDER_IN_USE' });
  });

  it('goes to one of several that find it stale at once', async () => {
    await leaveStaleLock();
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => lock().start()));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    await assert.rejects(lock().start(), { code: 'DATA_FOLDER_IN_USE' });
  });

  it('holds for folders whose names are too long for a socket, too', async () => {
    dataDir = join(parent, 'x'.repeat(120));
    await lock().start();
    await assert.rejects(lock().start(), { code: 'DATA_FOLDER_IN_USE' });
    assert.deepEqual(await readdir(dataDir), []);
  });

  it('holds for a folder that can hold no socket, too', async () => {
    await writeFile(dataDir, 'a file where the folder should be');
    await lock().start();
    await assert.rejects(lock().start(), { code: 'DATA_FOLDER_IN_USE' });
  });
});
