import { join } from 'node:path';
import type { ConfigKey } from '@vernal/protocol/bus';
import type Datastore from 'nedb-promises';
import { configKeyText } from '../../domain/config-query.ts';
import type { KeyStore, KnownKey, SharedChange } from '../../ports/key-store.ts';
import { AppendedFile } from './appended-file.ts';
import { compact, contentsOf, openRecords, type StoredRecord } from './records.ts';

/** Each change of a record appends a line; after so many the file is written anew, one line per key. */
const LINES_PER_COMPACTION = 10_000;

/** Keeps the known keys in one NeDB file of the data folder. */
export class FileKeyStore implements KeyStore {
  readonly #file: AppendedFile;
  #lines = 0;
  #records: Datastore<StoredRecord> | undefined;
  #compacting: Promise<void> = Promise.resolve();

  constructor(dataDir: string) {
    this.#file = new AppendedFile(join(dataDir, 'known-keys.db'));
  }

  /** @throws VernalError `CONFIG_STORE_FORMAT` when the file was written in a format of another release */
  async start(): Promise<void> {
    this.#records = await openRecords(this.#file.path);
  }

  async stop(): Promise<void> {
    this.#records = undefined;
    await this.#compacting;
  }

  async all(): Promise<readonly KnownKey[]> {
    return (await contentsOf(this.#records)).map((known) => known as unknown as KnownKey);
  }

  async save(known: KnownKey): Promise<void> {
    const _id = configKeyText(known);
    await this.#file.append(
      async () => await this.#records?.updateOne({ _id }, { _id, ...known }, { upsert: true }),
    );
    this.#wrote(1);
  }

  async change(keys: readonly ConfigKey[], change: SharedChange): Promise<void> {
    const query = { _id: { $in: keys.map(configKeyText) } };
    await this.#file.append(
      async () => await this.#records?.updateMany(query, { $set: change }, {}),
    );
    this.#wrote(keys.length);
  }

  #wrote(lines: number): void {
    this.#lines += lines;
    if (this.#lines < LINES_PER_COMPACTION || this.#records === undefined) return;
    this.#lines = 0;
    // Where there is no room to do it the file stays as it is until the next time.
    this.#compacting = compact(this.#records).catch(() => undefined);
  }
}
