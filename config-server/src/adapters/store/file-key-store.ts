import { join } from 'node:path';
import type Datastore from 'nedb-promises';
import { configKeyText } from '../../domain/config-query.ts';
import type { KeyStore, KnownKey } from '../../ports/key-store.ts';
import { contentsOf, openRecords, type StoredRecord } from './records.ts';

/** Each save appends a line; after so many the file is written anew, one line per key. */
const SAVES_PER_COMPACTION = 10_000;

/** Keeps the known keys in one NeDB file of the data folder. */
export class FileKeyStore implements KeyStore {
  readonly #path: string;
  #saves = 0;
  #records: Datastore<StoredRecord> | undefined;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'known-keys.db');
  }

  /** @throws VernalError `CONFIG_STORE_FORMAT` when the file was written in a format of another release */
  async start(): Promise<void> {
    this.#records = await openRecords(this.#path);
  }

  stop(): Promise<void> {
    this.#records = undefined;
    return Promise.resolve();
  }

  async all(): Promise<readonly KnownKey[]> {
    return (await contentsOf(this.#records)).map((known) => known as unknown as KnownKey);
  }

  async save(known: KnownKey): Promise<void> {
    const _id = configKeyText(known);
    await this.#records?.updateOne({ _id }, { _id, ...known }, { upsert: true });
    this.#saves += 1;
    if (this.#saves % SAVES_PER_COMPACTION === 0) this.#records?.persistence.compactDatafile();
  }
}
