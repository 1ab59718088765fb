import { join } from 'node:path';
import type { PinDecision } from '@vernal/protocol/bus';
import type Datastore from 'nedb-promises';
import { pinnedPlaceText } from '../../domain/pins.ts';
import type { PinStore } from '../../ports/pin-store.ts';
import { AppendedFile } from './appended-file.ts';
import { contentsOf, openRecords, type StoredRecord } from './records.ts';

/** Keeps decisions in one NeDB file of the data folder. */
export class FilePinStore implements PinStore {
  readonly #file: AppendedFile;
  #records: Datastore<StoredRecord> | undefined;

  constructor(dataDir: string) {
    this.#file = new AppendedFile(join(dataDir, 'pins.db'));
  }

  /** @throws VernalError `CONFIG_STORE_FORMAT` when the file was written in a format of another release */
  async start(): Promise<void> {
    this.#records = await openRecords(this.#file.path);
  }

  stop(): Promise<void> {
    this.#records = undefined;
    return Promise.resolve();
  }

  async all(): Promise<readonly PinDecision[]> {
    return (await contentsOf(this.#records)).map((decision) => decision as unknown as PinDecision);
  }

  async save(decision: PinDecision): Promise<void> {
    const _id = pinnedPlaceText(decision);
    await this.#file.append(
      async () => await this.#records?.updateOne({ _id }, { _id, ...decision }, { upsert: true }),
    );
  }
}
