import { writeFile } from 'node:fs/promises';
import { encodeInstance } from '@vernal/protocol/eureka';
import Datastore from 'nedb-promises';
import { FORMAT_ID, FORMAT_VERSION } from './data-file.ts';
import type { Change } from './grouped-writes.ts';
import type { StoreFolder } from './store-folder.ts';

/** After so many changes the next journal begins: NeDB keeps the number of each in memory. */
const FULL_AFTER = 10_000;

/**
 * A file that NeDB appends changes to. It is always a new one, so that NeDB never rewrites what was recorded.
 * To NeDB a change is a number alone, or it would keep all of them in memory; the rest is added on its way to
 * the file.
 */
export class ChangeJournal {
  readonly number: number;
  readonly #datastore: Datastore<object>;
  /** Whole lines of the changes that are being written, by what NeDB makes of them. */
  readonly #lines: Map<string, string>;
  #length = 0;

  private constructor(number: number, file: string) {
    const lines = new Map<string, string>();
    this.number = number;
    this.#lines = lines;
    this.#datastore = Datastore.create({
      filename: file,
      afterSerialization: (text) => lines.get(text) ?? text,
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

  /** Appends all changes in one write. One call at a time. */
  async append(changes: Iterable<Change>): Promise<void> {
    const documents: object[] = [];
    for (const change of changes) {
      this.#length += 1;
      const document = { _id: String(this.#length) };
      documents.push(document);
      this.#lines.set(
        JSON.stringify(document),
        JSON.stringify({ ...document, ...recorded(change) }),
      );
    }
    try {
      await this.#datastore.insertMany(documents);
    } finally {
      this.#lines.clear();
    }
  }
}

/** The instance is text in the text, so that it is read by its own decoder. */
function recorded({ app, instanceId, instance }: Change): object {
  return instance === undefined
    ? { gone: { app, instanceId } }
    : { instance: encodeInstance(instance) };
}
