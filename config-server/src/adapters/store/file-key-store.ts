import { join } from 'node:path';
import type { ConfigKey } from '@vernal/protocol/bus';
import type Datastore from 'nedb-promises';
import { configKeyText } from '../../domain/config-query.ts';
import type { KeyStore, KnownKey, SharedChange } from '../../ports/key-store.ts';
import { contentsOf, openRecords, type StoredRecord } from './records.ts';

/** Each change of a record appends a line; after so many the file is written anew, one line per key. */
const LINES_PER_COMPACTION = 10_000;

/** Keeps the known keys in one NeDB file of the data folder. */
export class FileKeyStore implements KeyStore {
  readonly #path: string;
  #lines = 0;
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
    this.#wrote(1);
  }

  async change(keys: readonly ConfigKey[], change: SharedChange): Promise<void> {
    const query = { _id: { $in: keys.map(configKeyText) } };
    await this.#records?.updateMany(query, { $set: change }, {});
    this.#wrote(keys.length);
  }

  #wrote(lines: number): void {
    this.#lines += lines;
    if (this.#lines < LINES_PER_COMPACTION) return;
    this.#lines = 0;
    this.#records?.persistence.compactDatafile();
  }
}
