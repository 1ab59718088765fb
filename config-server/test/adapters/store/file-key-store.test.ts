import assert from 'node:assert/strict';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  rmdir,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppendedFile } from '../../../src/adapters/store/appended-file.ts';
import { FileKeyStore } from '../../../src/adapters/store/file-key-store.ts';

const KNOWN = {
  application: 'orders',
  profiles: 'default',
  label: null,
  revision: 'a1',
  announced: 'a1',
  changedKeys: ['rate'],
  changedAt: 1,
  eventId: 'e-1',
  told: true,
};

describe('FileKeyStore', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-config-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives back after a restart what was saved last for each key', async () => {
    const before = new FileKeyStore(folder);
    await before.start();
    await before.save(KNOWN);
    await before.save({ ...KNOWN, label: 'main' });
    await before.save({ ...KNOWN, revision: 'b2' });

    // Nothing is closed in between: a process that is killed closes nothing.
    const after = new FileKeyStore(folder);
    await after.start();
    const records = await after.all();
    assert.deepEqual(
      records.toSorted((left, right) => String(left.label).localeCompare(String(right.label))),
      [
        { ...KNOWN, label: 'main' },
        { ...KNOWN, revision: 'b2' },
      ],
    );
    await before.stop();
    await after.stop();
  });

  it('keeps its file small, however often keys change', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const store = new FileKeyStore(folder);
    await store.start();
    for (let revision = 0; revision < 5; revision += 1) {
      await store.save({ ...KNOWN, revision: `r${revision}` });
    }
    await store.change(new Array(10_000).fill(KNOWN), { told: false });
    await store.stop();
    const lines = (await readFile(join(folder, 'known-keys.db'), 'utf8')).trim().split('\n');
    assert.deepEqual([lines.length, warnings], [2, []], 'the format and one key');
    process.off('warning', note);
  });

  it('starts with all whole records when the last was cut off', async () => {
    const before = new FileKeyStore(folder);
    await before.start();
    await before.save(KNOWN);
    await appendFile(join(folder, 'known-keys.db'), '{"_id":"billing","revi');

    const after = new FileKeyStore(folder);
    await after.start();
    assert.deepEqual(await after.all(), [KNOWN]);
    await before.stop();
    await after.stop();
  });

  it('leaves no half line where the disk was full: the next record would be lost with it', async () => {
    const path = join(folder, 'records.db');
    await writeFile(path, 'one\n');
    const full = new Error('ENOSPC');
    const failing = new AppendedFile(path).append(async () => {
      await appendFile(path, 'tw');
      throw full;
    });
    await assert.rejects(failing, { code: 'CONFIG_STORE_UNUSABLE', cause: full });
    assert.equal(await readFile(path, 'utf8'), 'one\n');
  });

  it('takes a half line away before the next record where it could not do so at once', async () => {
    const path = join(folder, 'records.db');
    const file = new AppendedFile(path);
    const aside = `${path}.aside`;
    await writeFile(aside, 'one\ntw');
    const failing = file.append(async () => {
      // It is none that can be read.
      await mkdir(path);
      throw new Error('EIO');
    });
    const written = failing.catch(async () => {
      await rmdir(path);
      await rename(aside, path);
      await file.append(() => appendFile(path, 'three\n'));
    });
    await assert.rejects(failing, { code: 'CONFIG_STORE_UNUSABLE' });
    await written;
    assert.equal(await readFile(path, 'utf8'), 'one\nthree\n');
  });

  it('refuses a file of another format and names it', async () => {
    await writeFile(join(folder, 'known-keys.db'), '{"_id":"format","version":99}\n');
    await assert.rejects(new FileKeyStore(folder).start(), {
      code: 'CONFIG_STORE_FORMAT',
      message: /known-keys\.db has the format 99/,
    });
  });
});
