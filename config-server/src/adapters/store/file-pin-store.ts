import { join } from 'node:path';
import type Datastore from 'nedb-promises';
import { type Pin, type PinnedPlace, pinnedPlaceText } from '../../domain/pins.ts';
import type { PinStore } from '../../ports/pin-store.ts';
import { contentsOf, openRecords, type StoredRecord } from './records.ts';

/** Keeps pins in one NeDB file of the data folder. */
export class FilePinStore implements PinStore {
  readonly #path: string;
  #records: Datastore<StoredRecord> | undefined;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'pins.db');
  }

  /** @throws VernalError `CONFIG_STORE_FORMAT` when the file was written in a format of another release */
  async start(): Promise<void> {
    this.#records = await openRecords(this.#path);
  }

  stop(): Promise<void> {
    this.#records = undefined;
    return Promise.resolve();
  }

  async all(): Promise<readonly Pin[]> {
    return (await contentsOf(this.#records)).map((pin) => pin as unknown as Pin);
  }

  async save(pin: Pin): Promise<void> {
    const _id = pinnedPlaceText(pin);
    await this.#records?.updateOne({ _id }, { _id, ...pin }, { upsert: true });
  }

  async remove(place: PinnedPlace): Promise<void> {
    await this.#records?.deleteOne({ _id: pinnedPlaceText(place) }, {});
  }
}
