import assert from 'node:assert/strict';
import {
  appendFile,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import { NedbRegistryStore } from '../../src/adapters/nedb-registry-store.ts';
import { HeldInstances, namesOf } from '../ports/held-instances.ts';
import { describeRegistryStore } from '../ports/registry-store-contract.ts';
import { sampleInstance } from '../sample-instance.ts';
import { useTemporaryFolder } from '../temporary-folder.ts';

describe('the files of the registry', () => {
  const folder = useTemporaryFolder();
  let time: ManualTime;
  let logger: RecordingLogger;
  let open: HeldInstances[] = [];

  beforeEach(() => {
    time = new ManualTime();
    logger = new RecordingLogger();
  });

  afterEach(async () => {
    for (const { store } of open) await store.close();
    open = [];
  });

  const dataDir = () => join(folder.path, 'registry');
  const file = (name: string) => join(dataDir(), name);
  const create = (dir = dataDir()) => new NedbRegistryStore({ dataDir: dir, timers: time, logger });

  async function opened(dir = dataDir()): Promise<HeldInstances> {
    const held = new HeldInstances(create(dir));
    open.push(held);
    await held.start();
    return held;
  }

  async function namesIn(dir = dataDir()): Promise<string[]> {
    return namesOf((await create(dir).open()).instances);
  }

  /** So many changes of one instance that a snapshot is due, then waits until it is there. */
  async function changeUntilSnapshot(held: HeldInstances): Promise<void> {
    for (let n = 0; n <= 2_100; n += 100) {
      for (let m = 0; m < 100; m++)
        held.save(sampleInstance({ lastDirtyTimestamp: n + m, instanceId: `n${m}` }));
      await held.store.flushed();
    }
    await held.store.close();
  }

  describeRegistryStore('NeDB', { create: () => create(), again: () => create() });

  it('hold everything that was flushed when the process is killed', async () => {
    const held = await opened();
    const instance = sampleInstance({ metadata: { 'a.b': '1' }, overriddenStatus: 'DOWN' });
    held.save(instance);
    await held.store.flushed();
    assert.deepEqual((await create().open()).instances, [instance]);
  });

  it('lie in a folder that only its owner reads', async () => {
    await opened();
    assert.equal((await stat(dataDir())).mode & 0o077, 0);
  });

  it('get what comes in one turn in one write', async () => {
    const held = await opened();
    for (let n = 0; n < 100; n++) held.save(sampleInstance({ instanceId: `n${n}` }));
    await held.store.flushed();
    assert.equal((await namesIn()).length, 100);
  });

  it('lose a torn last line and nothing else', async () => {
    const held = await opened();
    held.save(sampleInstance());
    await held.store.close();
    await appendFile(file('changes-1.db'), '{"_id":"2","instance":"{');
    assert.deepEqual(await namesIn(), ['ORDERS/n1']);
    const again = await opened();
    again.save(sampleInstance({ instanceId: 'n2' }));
    await again.store.flushed();
    assert.deepEqual(await namesIn(), ['ORDERS/n1', 'ORDERS/n2']);
  });

  it('are read as far as they go when one is damaged, loudly', async () => {
    const held = await opened();
    held.save(sampleInstance());
    await held.store.close();
    await appendFile(file('changes-1.db'), 'garbage\n{"_id":"9","instance":"{}"}\n');
    assert.deepEqual(await namesIn(), ['ORDERS/n1']);
    assert.equal(logger.lines.filter(({ level }) => level === 'error').length, 1);
  });

  for (const name of ['instances.db', 'changes-3.db']) {
    it(`are refused and left alone when ${name} is of a format that is not known`, async () => {
      await mkdir(dataDir(), { recursive: true });
      const text = '{"_id":"#format","version":99}\n{"_id":"x","strange":true}\n';
      await writeFile(file(name), text);
      await assert.rejects(create().open(), {
        code: 'REGISTRY_STORE_FORMAT',
        message: /version 99/,
      });
      assert.equal(await readFile(file(name), 'utf8'), text);
      assert.deepEqual(await readdir(dataDir()), [name]);
    });
  }

  it('are refused when they are no files of a registry', async () => {
    await mkdir(dataDir(), { recursive: true });
    await writeFile(file('instances.db'), 'hello\n');
    await assert.rejects(create().open(), { code: 'REGISTRY_STORE_FORMAT' });
  });

  describe('that are mostly history', () => {
    it('become a snapshot, and lose nothing', async () => {
      const held = await opened();
      await changeUntilSnapshot(held);
      const again = await opened();
      assert.equal(again.names.length, 100);
    });
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

    it('leave the registry in memory, which is said once', async () => {
      const held = await opened();
      await breakFolder();
      held.save(sampleInstance());
      await held.store.flushed();
      held.save(sampleInstance({ instanceId: 'n2' }));
      await held.store.flushed();
      assert.equal(held.store.state.kind, 'degraded');
      assert.equal(logger.lines.filter(({ level }) => level === 'error').length, 1);
      await held.store.close();
      assert.equal(time.pending, 0);
    });

    it('are written again as soon as they can be, with everything that came meanwhile', async () => {
      const held = await opened();
      held.save(sampleInstance({ instanceId: 'n0' }));
      await held.store.flushed();
      await breakFolder();
      held.save(sampleInstance());
      held.remove('ORDERS', 'n0');
      await held.store.flushed();
      await time.advance(30_000);
      await mendFolder();
      await time.advance(30_000);
      await untilDurable(held);
      assert.deepEqual(await namesIn(), ['ORDERS/n1']);
    });
  });

  async function untilDurable({ store }: HeldInstances): Promise<void> {
    while (store.state.kind !== 'durable') await new Promise((resolve) => setTimeout(resolve, 5));
  }
  void cp;
});
