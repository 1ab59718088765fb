import { join } from 'node:path';
import { VernalError } from '@vernal/core';
import Datastore from 'nedb-promises';
import { configKeyText } from '../../domain/config-query.ts';
import type { KeyStore, KnownKey } from '../../ports/key-store.ts';

/** The record that says how the others are written. */
const FORMAT_ID = 'format';
const FORMAT_VERSION = 1;
/** Each save appends a line; after so many the file is written anew, one line per key. */
const SAVES_PER_COMPACTION = 10_000;

type StoredRecord = Record<string, unknown>;

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
    const records = Datastore.create({ filename: this.#path, autoload: false });
    await records.load();
    const format: StoredRecord | null = await records.findOne({ _id: FORMAT_ID });
    const version = format?.['version'];
    if (version === undefined) await records.insert({ _id: FORMAT_ID, version: FORMAT_VERSION });
    else if (version !== FORMAT_VERSION) {
      const message = `${this.#path} has the format ${String(version)}, this release reads ${FORMAT_VERSION}`;
      throw new VernalError('CONFIG_STORE_FORMAT', message);
    }
    this.#records = records;
  }

  stop(): Promise<void> {
    this.#records = undefined;
    return Promise.resolve();
  }

  async all(): Promise<readonly KnownKey[]> {
    const records = (await this.#records?.find({ _id: { $ne: FORMAT_ID } })) ?? [];
    return records.map(({ _id, ...known }) => known as unknown as KnownKey);
  }

  async save(known: KnownKey): Promise<void> {
    const _id = configKeyText(known);
    await this.#records?.updateOne({ _id }, { _id, ...known }, { upsert: true });
    this.#saves += 1;
    if (this.#saves % SAVES_PER_COMPACTION === 0) this.#records?.persistence.compactDatafile();
  }
}
