import { VernalError } from '@vernal/core';
import Datastore from 'nedb-promises';

/** The record that says how the others are written. */
const FORMAT_ID = 'format';
const FORMAT_VERSION = 1;

/** A record of a file, with its `_id`. */
export type StoredRecord = Record<string, unknown>;

/**
 * Opens a NeDB file, made when it is not there.
 *
 * @throws VernalError `CONFIG_STORE_FORMAT` when it was written in a format of another release
 */
export async function openRecords(path: string): Promise<Datastore<StoredRecord>> {
  const records = Datastore.create({ filename: path, autoload: false });
  await records.load();
  const format: StoredRecord | null = await records.findOne({ _id: FORMAT_ID });
  const version = format?.['version'];
  if (version === undefined) await records.insert({ _id: FORMAT_ID, version: FORMAT_VERSION });
  else if (version !== FORMAT_VERSION) {
    const message = `${path} has the format ${String(version)}, this release reads ${FORMAT_VERSION}`;
    throw new VernalError('CONFIG_STORE_FORMAT', message);
  }
  return records;
}

/** All records but the one that says the format, without their `_id`. */
export async function contentsOf(
  records: Datastore<StoredRecord> | undefined,
): Promise<StoredRecord[]> {
  const found = (await records?.find({ _id: { $ne: FORMAT_ID } })) ?? [];
  return found.map(({ _id, ...contents }) => contents);
}
