import { writeFile } from 'node:fs/promises';
import { encodeInstance } from '@vernal/protocol/eureka';
import Datastore from 'nedb-promises';
import { FORMAT_ID, FORMAT_VERSION } from './data-file.ts';
import type { Change } from './grouped-writes.ts';
import type { StoreFolder } from './store-folder.ts';

/** After so many changes the next journal begins: NeDB keeps in memory what it has written. */
const FULL_AFTER = 5_000;

/**
 * One change. The instance is one string, because NeDB refuses field names with dots or a leading `$`, which
 * metadata and ports have.
 */
type ChangeDocument =
  | { readonly _id: string; readonly instance: string }
  | { readonly _id: string; readonly gone: { readonly app: string; readonly instanceId: string } };

/** A file that NeDB appends changes to. It is always a new one, so NeDB never rewrites what was recorded. */
export class ChangeJournal {
  readonly number: number;
  readonly #datastore: Datastore<object>;
  #length = 0;

  private constructor(number: number, datastore: Datastore<object>) {
    this.number = number;
    this.#datastore = datastore;
  }

  /** Begins the journal of this number. */
  static async begin(folder: StoreFolder, number: number): Promise<ChangeJournal> {
    await folder.make();
    const file = folder.journal(number);
    await writeFile(file, `${JSON.stringify({ _id: FORMAT_ID, version: FORMAT_VERSION })}\n`);
    const datastore: Datastore<object> = Datastore.create(file);
    await datastore.load();
    return new ChangeJournal(number, datastore);
  }

  /** How many changes it holds. */
  get length(): number {
    return this.#length;
  }

  /** Whether the next one should take over. */
  get isFull(): boolean {
    return this.#length >= FULL_AFTER;
  }

  /** Appends all changes in one write. */
  async append(changes: Iterable<Change>): Promise<void> {
    const documents: ChangeDocument[] = [];
    for (const { app, instanceId, instance } of changes) {
      this.#length += 1;
      const _id = String(this.#length);
      documents.push(
        instance === undefined
          ? { _id, gone: { app, instanceId } }
          : { _id, instance: encodeInstance(instance) },
      );
    }
    await this.#datastore.insertMany(documents);
  }
}
