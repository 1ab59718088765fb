import { writeFile } from 'node:fs/promises';
import { encodeInstance } from '@vernal/protocol/eureka';
import Datastore from 'nedb-promises';
import { FORMAT_ID, FORMAT_VERSION } from './data-file.ts';
import type { Change } from './grouped-writes.ts';
import type { StoreFolder } from './store-folder.ts';

/** After so many changes the next journal begins: NeDB keeps the numbers of groups in memory. */
const FULL_AFTER = 10_000;

/**
 * A file that NeDB appends changes to. It is always a new one, so that NeDB never rewrites what was recorded.
 * To NeDB a group of changes is a number alone, or it would keep all of them in memory; on its way to the file
 * the lines of the changes take its place.
 */
export class ChangeJournal {
  readonly number: number;
  readonly #datastore: Datastore<object>;
  /** The group that is being written. */
  #lines: string | undefined;
  #length = 0;

  private constructor(number: number, file: string) {
    this.number = number;
    this.#datastore = Datastore.create({
      filename: file,
      afterSerialization: (text) => this.#lines ?? text,
      beforeDeserialization: (line) => line,
    });
  }

  /** Begins the journal of this number. */
  static async begin(folder: StoreFolder, number: number): Promise<ChangeJournal> {
    await folder.make();
    const file = folder.journal(number);
    try {
      await writeFile(file, `${JSON.stringify({ _id: FORMAT_ID, version: FORMAT_VERSION })}\n`);
      const journal = new ChangeJournal(number, file);
      await journal.#datastore.load();
      return journal;
    } catch (error) {
      await folder.removeJournal(number).catch(() => undefined);
      throw error;
    }
  }

  /** How many changes it holds. */
  get length(): number {
    return this.#length;
  }

  /** Whether the next one should take over. */
  get isFull(): boolean {
    return this.#length >= FULL_AFTER;
  }

  /** Appends all changes, at least one, in one write. One call at a time. */
  async append(changes: Iterable<Change>): Promise<void> {
    const lines = Array.from(changes, lineOf);
    this.#length += lines.length;
    this.#lines = lines.join('\n');
    try {
      await this.#datastore.insertOne({ _id: String(this.#length) });
    } finally {
      this.#lines = undefined;
    }
  }
}

/** An instance stands as in a snapshot. */
function lineOf({ app, instanceId, instance }: Change): string {
  return instance === undefined
    ? JSON.stringify({ gone: { app, instanceId } })
    : encodeInstance(instance);
}
