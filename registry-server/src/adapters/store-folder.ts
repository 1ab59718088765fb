import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '@vernal/core';

const JOURNAL = /^changes-(\d+)\.db$/;

/** The names of the store's files: one snapshot, and journals of the changes since, by rising numbers. */
export class StoreFolder {
  readonly path: string;
  readonly snapshot: string;
  readonly signOfLife: string;

  constructor(path: string) {
    this.path = path;
    this.snapshot = join(path, 'instances.db');
    this.signOfLife = join(path, 'alive.json');
  }

  journal(number: number): string {
    return join(this.path, `changes-${number}.db`);
  }

  /** Makes the folder. Metadata of instances may hold credentials: nobody else on the machine reads it. */
  async make(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
  }

  /** Numbers of the journals, from the oldest to the newest. */
  async journals(): Promise<readonly number[]> {
    const names = await readdir(this.path).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    const numbers = names.flatMap((name) => JOURNAL.exec(name)?.[1] ?? []).map(Number);
    return [...new Set(numbers)].sort((a, b) => a - b);
  }

  /** Removes the journals that a snapshot made superfluous. */
  async removeJournalsBefore(number: number): Promise<void> {
    for (const old of await this.journals()) {
      if (old >= number) return;
      await this.removeJournal(old);
    }
  }

  /** Removes one journal, with what a crash left of making it. */
  async removeJournal(number: number): Promise<void> {
    await rm(this.journal(number), { force: true });
    await rm(`${this.journal(number)}~`, { force: true });
  }

  /** Makes the names of files survive a power cut. */
  async sync(): Promise<void> {
    const handle = await open(this.path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
