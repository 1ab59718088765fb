import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import { NedbRegistryStore } from '../../src/adapters/nedb-registry-store.ts';
import { describeRegistryStore } from '../ports/registry-store-contract.ts';
import { sampleInstance } from '../sample-instance.ts';
import { useTemporaryFolder } from '../temporary-folder.ts';

describe('the file of the registry', () => {
  const folder = useTemporaryFolder();
  let time: ManualTime;
  let logger: RecordingLogger;

  beforeEach(() => {
    time = new ManualTime();
    logger = new RecordingLogger();
  });

  const dataDir = () => join(folder.path, 'registry');
  const file = () => join(dataDir(), 'instances.db');
  const create = () => new NedbRegistryStore({ dataDir: dataDir(), timers: time, logger });

  async function opened(): Promise<NedbRegistryStore> {
    const store = create();
    await store.start();
    return store;
  }

  async function idsAfterRestart(): Promise<string[]> {
    const store = await opened();
    const instances = await store.load();
    await store.stop();
    return instances.map(({ instanceId }) => instanceId).sort();
  }

  describeRegistryStore('NeDB', () => Promise.resolve(create()));

  it('holds everything that was flushed when the process is killed', async () => {
    const store = await opened();
    const instance = sampleInstance({ metadata: { 'a.b': '1' }, actionType: 'ADDED' });
    store.save(instance);
    await store.flushed();
    const again = await opened();
    assert.deepEqual(await again.load(), [instance]);
    await again.stop();
    await store.stop();
  });

  it('lies in a folder that only its owner reads', async () => {
    await (await opened()).stop();
    assert.equal((await stat(dataDir())).mode & 0o077, 0);
  });

  it('writes what comes in one turn at once', async () => {
    const store = await opened();
    for (let n = 0; n < 100; n++) store.save(sampleInstance({ instanceId: `n${n}` }));
    await store.flushed();
    await store.stop();
    assert.equal((await idsAfterRestart()).length, 100);
  });

  it('keeps the newest and forgets the removed across a restart', async () => {
    const store = await opened();
    store.save(sampleInstance());
    store.save(sampleInstance({ instanceId: 'n2' }));
    await store.flushed();
    store.save(sampleInstance({ status: 'DOWN' }));
    store.remove('ORDERS', 'n2');
    await store.stop();
    const again = await opened();
    assert.deepEqual(
      (await again.load()).map(({ instanceId, status }) => [instanceId, status]),
      [['n1', 'DOWN']],
    );
    await again.stop();
  });

  it('counts the newer of two documents that a crash left for one instance', async () => {
    const store = await opened();
    store.save(sampleInstance());
    await store.flushed();
    const before = await readFile(file(), 'utf8');
    store.save(sampleInstance({ status: 'DOWN' }));
    await store.stop();
    const lines = (await readFile(file(), 'utf8')).split('\n');
    const withoutRemoval = lines.filter((line) => !line.includes('$$deleted')).join('\n');
    assert.ok(withoutRemoval.length > before.length);
    await writeFile(file(), withoutRemoval);
    const again = await opened();
    assert.deepEqual(
      (await again.load()).map(({ status }) => status),
      ['DOWN'],
    );
    again.remove('ORDERS', 'n1');
    await again.stop();
    assert.deepEqual(await idsAfterRestart(), []);
  });

  it('cuts off a torn last line and keeps the rest', async () => {
    const store = await opened();
    store.save(sampleInstance());
    await store.stop();
    await appendFile(file(), '{"key":"ORDERS/n2","seq');
    assert.deepEqual(await idsAfterRestart(), ['n1']);
  });

  it('refuses a format that it does not know, and leaves the file alone', async () => {
    await mkdir(dataDir(), { recursive: true });
    const text = '{"_id":"#format","version":99}\n{"_id":"x","strange":true}\n';
    await writeFile(file(), text);
    await assert.rejects(create().start(), {
      code: 'REGISTRY_STORE_FORMAT',
      message: /version 99/,
    });
    assert.equal(await readFile(file(), 'utf8'), text);
  });

  it('refuses a file that is not a registry file', async () => {
    await mkdir(dataDir(), { recursive: true });
    await writeFile(file(), 'hello\n');
    await assert.rejects(create().start(), { code: 'REGISTRY_STORE_FORMAT' });
  });

  it('rewrites a file that is mostly history, and loses nothing', async () => {
    const store = await opened();
    for (let n = 0; n < 600; n++) {
      store.save(sampleInstance({ lastDirtyTimestamp: n }));
      await store.flushed();
    }
    store.save(sampleInstance({ instanceId: 'n2' }));
    await store.stop();
    const { length } = (await readFile(file(), 'utf8')).split('\n');
    assert.ok(length < 500, `${length} lines`);
    assert.deepEqual(await idsAfterRestart(), ['n1', 'n2']);
  });

  describe('that cannot be written', () => {
    const away = () => `${dataDir()}-away`;

    /** A file in place of the folder makes every write fail, for root too. */
    async function breakFolder(): Promise<void> {
      await rename(dataDir(), away());
      await writeFile(dataDir(), '');
    }

    async function mendFolder(): Promise<void> {
      await rm(dataDir());
      await rename(away(), dataDir());
    }

    it('goes on in memory and says so once', async () => {
      const store = await opened();
      await breakFolder();
      store.save(sampleInstance());
      await store.flushed();
      store.save(sampleInstance({ instanceId: 'n2' }));
      await store.flushed();
      assert.equal(store.state.kind, 'degraded');
      assert.equal((await store.load()).length, 2);
      assert.equal(logger.lines.filter(({ level }) => level === 'error').length, 1);
      await store.stop();
      assert.equal(time.pending, 0);
    });

    it('is written again as soon as it can be, with everything that came meanwhile', async () => {
      const store = await opened();
      store.save(sampleInstance({ instanceId: 'n0' }));
      await store.flushed();
      await breakFolder();
      store.save(sampleInstance());
      store.remove('ORDERS', 'n0');
      await store.flushed();
      await mendFolder();
      await time.advance(30_000);
      await store.stop();
      assert.deepEqual(store.state, { kind: 'durable' });
      assert.deepEqual(await idsAfterRestart(), ['n1']);
    });
  });
});
