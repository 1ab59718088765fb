import assert from 'node:assert/strict';
import { RecordingLogger } from '@vernal/core/testing';
import { KnownKeys } from '../../src/environments/known-keys.ts';
import type { KeyStore, KnownKey } from '../../src/ports/key-store.ts';

const KNOWN: KnownKey = {
  application: 'orders',
  profiles: 'default',
  label: null,
  revision: 'a1',
  announced: 'a1',
  changedKeys: [],
  changedAt: 1,
  eventId: 'e-1',
  told: false,
};

/** Keeps what it is given, unless its disk is full. */
class FillingStore implements KeyStore {
  isFull = false;
  readonly saved: KnownKey[] = [];

  start = async () => undefined;
  stop = async () => undefined;
  all = async () => [];

  async save(known: KnownKey) {
    if (this.isFull) throw new Error('ENOSPC: no space left on device, write');
    this.saved.push(known);
  }

  async change() {
    if (this.isFull) throw new Error('ENOSPC: no space left on device, write');
  }
}

describe('known keys, while the disk is full', () => {
  let store: FillingStore;
  let logger: RecordingLogger;
  let keys: KnownKeys;

  beforeEach(async () => {
    store = new FillingStore();
    logger = new RecordingLogger();
    keys = new KnownKeys(store, { limit: 10, logger });
    await keys.start();
    store.isFull = true;
  });

  it('takes up who asks for the first time, so that it is served and told', async () => {
    assert.equal(await keys.meet(KNOWN), true);
    assert.deepEqual(keys.get(KNOWN), KNOWN);
  });

  it('writes them as they are by then when there is room again', async () => {
    await keys.meet(KNOWN);
    await keys.markTold(new Set(['e-1']));
    keys.move(KNOWN, 'b2');
    await keys.flush();
    store.isFull = false;
    await keys.flush();
    assert.equal(store.saved.length, 1);
    assert.equal(store.saved[0]?.revision, 'b2');
    await keys.flush();
    assert.equal(store.saved.length, 1);
  });

  it('says so once, and when it is over', async () => {
    await keys.meet(KNOWN);
    await keys.meet({ ...KNOWN, application: 'billing' });
    await keys.flush();
    store.isFull = false;
    await keys.flush();
    const said = logger.lines.map(({ level, message }) => `${level}: ${message}`);
    assert.deepEqual(said, [
      'error: config keys can not be written: a restart may forget them',
      'info: config keys are written again',
    ]);
  });
});
