import assert from 'node:assert/strict';
import {
  appendFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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

  /** So many changes of a hundred instances that a snapshot is due. */
  async function changeMuch(held: HeldInstances): Promise<void> {
    for (let n = 0; n <= 2_100; n++) {
      held.save(sampleInstance({ instanceId: `n${n % 100}`, lastDirtyTimestamp: n }));
      if (n % 100 === 0) await held.store.flushed();
    }
    await held.store.flushed();
  }

  /** Waits for work of the file system that nothing else tells of. */
  async function until(isDone: () => Promise<boolean>): Promise<void> {
    while (!(await isDone())) await pause(5);
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
    await appendFile(file('changes-1.db'), '{"instance":{');
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
    await appendFile(file('changes-1.db'), 'garbage\n{"instance":{}}\n{"gone":1}\n');
    assert.deepEqual(await namesIn(), ['ORDERS/n1']);
    assert.equal(logger.lines.filter(({ level }) => level === 'error').length, 1);
  });

  it('tell of a snapshot that has lost all its lines', async () => {
    const held = await opened();
    held.save(sampleInstance());
    await held.store.close();
    await writeFile(file('instances.db'), Buffer.alloc(4_096));
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
    const files = async () => (await readdir(dataDir())).sort();
    const untilWarnings = (count: number) =>
      logger.untilLines((lines) => lines.filter(({ level }) => level === 'warn').length === count);

    it('become a snapshot and a journal, and lose nothing', async () => {
      const held = await opened();
      await changeMuch(held);
      await until(async () => (await files()).join() === 'changes-2.db,instances.db');
      held.remove('ORDERS', 'n7');
      await held.store.flushed();
      assert.deepEqual(await namesIn(), held.names);
      assert.equal(held.names.length, 99);
    });

    it('go on as they are when no snapshot can be made, until one can', async () => {
      const held = await opened();
      await mkdir(file('instances.db.new'));
      await changeMuch(held);
      await untilWarnings(1);
      assert.deepEqual(held.store.state, { kind: 'durable' });
      assert.equal((await namesIn()).length, 100);
      await time.advance(30_000);
      await untilWarnings(2);
      assert.deepEqual(await files(), ['changes-1.db', 'changes-2.db', 'instances.db.new']);
      await rm(file('instances.db.new'), { recursive: true });
      await time.advance(30_000);
      await until(async () => (await files()).includes('instances.db'));
      assert.equal((await namesIn()).length, 100);
    });

    it('do not grow in number with each start', async () => {
      const first = await opened();
      first.save(sampleInstance());
      await first.store.close();
      const empty = '{"_id":"#format","version":3}\n';
      for (let n = 2; n <= 50; n++) await writeFile(file(`changes-${n}.db`), empty);
      const last = await opened();
      await until(async () => (await files()).join() === 'changes-51.db,instances.db');
      assert.deepEqual(last.names, ['ORDERS/n1']);
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

    it('are read all the same when they cannot be written from the start', async () => {
      const first = await opened();
      first.save(sampleInstance());
      await first.store.close();
      await mkdir(file('changes-2.db~'));
      const held = await opened();
      assert.deepEqual(held.names, ['ORDERS/n1']);
      assert.equal(held.store.state.kind, 'degraded');
      held.save(sampleInstance({ instanceId: 'n2' }));
      await time.advance(30_000);
      await until(() => Promise.resolve(held.store.state.kind === 'durable'));
      assert.deepEqual(await namesIn(), ['ORDERS/n1', 'ORDERS/n2']);
    });

    it('do not become more by attempts that fail', async () => {
      const blockers = ['changes-1.db~', 'instances.db.new'];
      for (const name of blockers) await mkdir(file(name), { recursive: true });
      const held = await opened();
      assert.equal(held.store.state.kind, 'degraded');
      await time.advance(30_000);
      await held.store.close();
      assert.deepEqual((await readdir(dataDir())).sort(), blockers);
    });

    it('are no reason not to start when they cannot be read either', async () => {
      await writeFile(dataDir(), '');
      const held = await opened();
      held.save(sampleInstance());
      assert.equal(held.store.state.kind, 'degraded');
      await rm(dataDir());
      await time.advance(30_000);
      await until(() => Promise.resolve(held.store.state.kind === 'durable'));
      assert.deepEqual(await namesIn(), ['ORDERS/n1']);
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
      await until(() => Promise.resolve(held.store.state.kind === 'durable'));
      assert.deepEqual(await namesIn(), ['ORDERS/n1']);
    });
  });
});
