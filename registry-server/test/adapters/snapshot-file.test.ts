import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import { readStored } from '../../src/adapters/read-stored.ts';
import { writeSnapshot } from '../../src/adapters/snapshot-file.ts';
import { StoreFolder } from '../../src/adapters/store-folder.ts';
import { sampleInstance } from '../sample-instance.ts';
import { useTemporaryFolder } from '../temporary-folder.ts';

describe('a snapshot of the registry', () => {
  const temporary = useTemporaryFolder();
  let folder: StoreFolder;

  beforeEach(async () => {
    folder = new StoreFolder(temporary.path);
    await write([sampleInstance({ instanceId: 'old' })]);
  });

  function write(
    instances: Iterable<InstanceInfo>,
    signal = new AbortController().signal,
  ): Promise<number> {
    return writeSnapshot(folder, { instances, changesFrom: 1, signal });
  }

  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => sampleInstance({ instanceId: `n${n}` }));

  async function assertOldInForce(): Promise<void> {
    const { instances, isWhole } = await readStored(folder);
    assert.deepEqual([instances.map(({ instanceId }) => instanceId), isWhole], [['old'], true]);
  }

  it('gives back what it was given', async () => {
    const instances = many(2_000);
    assert.equal(await write(instances), 2_000);
    const stored = await readStored(folder);
    assert.deepEqual(stored.instances, instances);
    assert.deepEqual([stored.isWhole, stored.changesFrom], [true, 1]);
    assert.deepEqual(await readdir(temporary.path), ['instances.db']);
  });

  it('is not put in force when the file does not hold what was written', async () => {
    function* damaging(): Iterable<InstanceInfo> {
      yield* many(1_000);
      writeFileSync(`${folder.snapshot}.new`, 'x', { flag: 'r+' });
      yield* many(1_000);
    }
    await assert.rejects(write(damaging()), /does not hold what was written/);
    await assertOldInForce();
    assert.deepEqual(await readdir(temporary.path), ['instances.db']);
  });

  it('is given up when the store closes, and leaves nothing behind', async () => {
    const closing = new AbortController();
    function* endless(): Iterable<InstanceInfo> {
      for (let n = 0; ; n++) {
        if (n === 5_000) closing.abort();
        yield sampleInstance({ instanceId: `n${n}` });
      }
    }
    await assert.rejects(write(endless(), closing.signal), { name: 'AbortError' });
    await assertOldInForce();
    assert.deepEqual(await readdir(temporary.path), ['instances.db']);
  });

  it('changes nothing when it cannot be written', async () => {
    await mkdir(`${folder.snapshot}.new`);
    await assert.rejects(write(many(10)), { code: 'EISDIR' });
    await assertOldInForce();
  });

  it('lets other work of the event loop through while it is written', async () => {
    let turns = 0;
    const count = () => {
      turns += 1;
      immediate = setImmediate(count);
    };
    let immediate = setImmediate(count);
    await write(many(20_000));
    clearImmediate(immediate);
    assert.ok(turns > 40, `${turns} turns`);
  });

  it('is read as far as it goes when its end is missing, which is told', async () => {
    await write(many(10));
    const lines = (await readFile(folder.snapshot, 'utf8')).split('\n');
    await writeFile(folder.snapshot, `${lines.slice(0, 6).join('\n')}\n${lines[6]?.slice(0, 40)}`);
    const { instances, isWhole } = await readStored(folder);
    assert.deepEqual([instances.length, isWhole], [5, false]);
  });
});
