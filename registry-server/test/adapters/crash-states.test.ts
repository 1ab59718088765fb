import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import { ChangeJournal } from '../../src/adapters/change-journal.ts';
import type { Change } from '../../src/adapters/grouped-writes.ts';
import { readStored } from '../../src/adapters/read-stored.ts';
import { writeSnapshot } from '../../src/adapters/snapshot-file.ts';
import { StoreFolder } from '../../src/adapters/store-folder.ts';
import { sampleInstance } from '../sample-instance.ts';
import { useTemporaryFolder } from '../temporary-folder.ts';

/** The files as a process leaves them that is killed at some step, and what the registry held then. */
interface Killed {
  readonly step: string;
  readonly folder: StoreFolder;
  readonly held: readonly InstanceInfo[];
}

describe('a kill while a snapshot is made', () => {
  const temporary = useTemporaryFolder();
  let folder: StoreFolder;
  let held: Map<string, InstanceInfo>;
  let killed: Killed[];

  beforeEach(() => {
    folder = new StoreFolder(join(temporary.path, 'live'));
    held = new Map();
    killed = [];
  });

  function killAt(step: string): Killed {
    const copy = new StoreFolder(join(temporary.path, step));
    cpSync(folder.path, copy.path, { recursive: true });
    const one = { step, folder: copy, held: [...held.values()] };
    killed.push(one);
    return one;
  }

  /** Changes that touch every instance: some of `count` are new or newer, some are gone. */
  async function change(journal: ChangeJournal, at: number, count: number): Promise<void> {
    const changes = Array.from({ length: count }, (_, n) => changeOf(n, at));
    for (const { instanceId, instance } of changes) {
      held.delete(instanceId);
      if (instance !== undefined) held.set(instanceId, instance);
    }
    await journal.append(changes);
  }

  function changeOf(n: number, at: number): Change {
    const name = { app: 'ORDERS', instanceId: `n${n}` };
    const isGone = (n + at) % 5 === 0;
    return isGone
      ? name
      : { ...name, instance: sampleInstance({ ...name, lastDirtyTimestamp: at }) };
  }

  /** What {@link writeSnapshot} gets to see: half of it before the kill in the middle. */
  function* beingWritten(): Iterable<InstanceInfo> {
    let n = 0;
    for (const instance of held.values()) {
      if (n === held.size >> 1) killAt('half-written');
      n += 1;
      yield instance;
    }
  }

  async function snapshotStepByStep(): Promise<void> {
    for (const number of [1, 2, 3]) {
      await change(await ChangeJournal.begin(folder, number), number, 2_000);
    }
    const journal = await ChangeJournal.begin(folder, 4);
    killAt('journal-begun');
    await change(journal, 4, 700);
    const signal = new AbortController().signal;
    await writeSnapshot(folder, { instances: beingWritten(), changesFrom: 4, signal });
    const whole = killAt('written');
    await copyFile(whole.folder.snapshot, `${whole.folder.snapshot}.new`);
    await rm(whole.folder.snapshot);
    killAt('renamed');
    await change(journal, 5, 900);
    killAt('changed-since');
    for (const old of [1, 2, 3]) {
      await folder.removeJournalsBefore(old + 1);
      killAt(`journal-${old}-removed`);
    }
  }

  const names = (instances: readonly InstanceInfo[]) =>
    instances.map(({ instanceId, lastDirtyTimestamp: at }) => `${instanceId} at ${at}`).sort();

  it('loses nothing and brings nothing back, whatever the step', async () => {
    await snapshotStepByStep();
    assert.equal(killed.length, 8);
    for (const one of killed) {
      const { instances, isWhole } = await readStored(one.folder);
      assert.deepEqual(names(instances), names(one.held), one.step);
      assert.ok(isWhole, one.step);
    }
  });

  it('leaves at most an empty journal, which counts as none', async () => {
    await change(await ChangeJournal.begin(folder, 1), 1, 10);
    await writeFile(folder.journal(2), '');
    await writeFile(`${folder.journal(2)}~`, '');
    const { instances, isWhole, lastJournal } = await readStored(folder);
    assert.deepEqual([instances.length, isWhole, lastJournal], [8, true, 2]);
  });
});
