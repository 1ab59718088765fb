import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it('refuses a file of another format and names it', async () => {
    await writeFile(join(folder, 'known-keys.db'), '{"_id":"format","version":99}\n');
    await assert.rejects(new FileKeyStore(folder).start(), {
      code: 'CONFIG_STORE_FORMAT',
      message: /known-keys\.db has the format 99/,
    });
  });
});
