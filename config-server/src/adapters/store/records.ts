import { codeOf, VernalError } from '@vernal/core';
import Datastore from 'nedb-promises';
import { dropHalfLine, unusable } from './appended-file.ts';

/** The record that says how the others are written. */
const FORMAT_ID = 'format';
const FORMAT_VERSION = 1;
/** The disk, or what this user may have of it, is full. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT']);

/** A record of a file, with its `_id`. */
export type StoredRecord = Record<string, unknown>;

/**
 * Opens a NeDB file, made when it is not there. One that is there is read on a full disk, too.
 *
 * @throws VernalError `CONFIG_STORE_FORMAT` when it was written in a format of another release,
 *   `CONFIG_STORE_UNUSABLE`
 */
export async function openRecords(path: string): Promise<Datastore<StoredRecord>> {
  const records = Datastore.create({ filename: path, autoload: false });
  keepWithoutRoom(records);
  try {
    await dropHalfLine(path);
    await records.load();
    await requireFormat(records, path);
  } catch (error) {
    throw error instanceof VernalError ? error : unusable(path, error);
  }
  return records;
}

async function requireFormat(records: Datastore<StoredRecord>, path: string): Promise<void> {
  const format: StoredRecord | null = await records.findOne({ _id: FORMAT_ID });
  const version = format?.['version'];
  if (version === undefined) await records.insert({ _id: FORMAT_ID, version: FORMAT_VERSION });
  else if (version !== FORMAT_VERSION) {
    const message = `${path} has the format ${String(version)}, this release reads ${FORMAT_VERSION}`;
    throw new VernalError('CONFIG_STORE_FORMAT', message);
  }
}

/** How NeDB writes a file anew. */
interface Persistence {
  persistCachedDatabaseAsync(): Promise<void>;
}

/** NeDB does so whenever it has read a file. Where there is no room for that, the file will do as it is. */
function keepWithoutRoom(records: Datastore<StoredRecord>): void {
  const persistence: unknown = records.persistence;
  if (!isPersistence(persistence)) return;
  const write = persistence.persistCachedDatabaseAsync.bind(persistence);
  persistence.persistCachedDatabaseAsync = () =>
    write().catch((error: unknown) => {
      if (!NO_ROOM.has(codeOf(error) ?? '')) throw error;
    });
}

function isPersistence(value: unknown): value is Persistence {
  return typeof value === 'object' && value !== null && 'persistCachedDatabaseAsync' in value;
}

/** All records but the one that says the format, without their `_id`. */
export async function contentsOf(
  records: Datastore<StoredRecord> | undefined,
): Promise<StoredRecord[]> {
  const found = (await records?.find({ _id: { $ne: FORMAT_ID } })) ?? [];
  return found.map(({ _id, ...contents }) => contents);
}

/** The way to compact that the wrapper keeps to itself: its own warns each time, and fails without a word. */
interface Compacting {
  compactDatafileAsync(): Promise<void>;
}

/** Writes the file anew, one line for each record. */
export async function compact(records: Datastore<StoredRecord>): Promise<void> {
  const database: unknown = Reflect.get(records.persistence, 'db');
  if (isCompacting(database)) await database.compactDatafileAsync();
}

function isCompacting(value: unknown): value is Compacting {
  return typeof value === 'object' && value !== null && 'compactDatafileAsync' in value;
}
