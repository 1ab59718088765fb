import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { encodeInstance, type InstanceInfo } from '@vernal/protocol/eureka';
import { FORMAT_ID, FORMAT_VERSION, parseLine, readChunks } from './data-file.ts';
import type { StoreFolder } from './store-folder.ts';

/** The id of the last line, which says how many instances stand before it. */
const END_ID = '#end';

/** What is encoded in one turn of the event loop: some 200 instances, two milliseconds. */
const SLICE_CHARS = 200_000;

/** A snapshot to write. */
export interface SnapshotContent {
  readonly instances: Iterable<InstanceInfo>;
  /** The first journal whose changes are not in the snapshot for certain. */
  readonly changesFrom: number;
  /** Gives the writing up. */
  readonly signal: AbortSignal;
}

/** What was written. */
interface Written {
  count: number;
  checksum: number;
}

/**
 * Puts a snapshot in place of the one before: written aside in slices, so that the event loop is never held
 * up, read again, and renamed only when both agree. Whatever fails leaves the old one in force.
 *
 * The instances may change while they are written: the changes stand in the journal that was begun before.
 *
 * @returns how many instances it holds
 */
export async function writeSnapshot(
  folder: StoreFolder,
  content: SnapshotContent,
): Promise<number> {
  const aside = `${folder.snapshot}.new`;
  try {
    const written = await writeAside(aside, content);
    await verify(aside, written.checksum);
    content.signal.throwIfAborted();
    await rename(aside, folder.snapshot);
    await folder.sync();
    return written.count;
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function writeAside(file: string, content: SnapshotContent): Promise<Written> {
  const handle = await open(file, 'w', 0o600);
  try {
    const written: Written = { count: 0, checksum: 0 };
    const { changesFrom, signal } = content;
    const head = { _id: FORMAT_ID, version: FORMAT_VERSION, changesFrom };
    await append(handle, written, `${JSON.stringify(head)}\n`);
    for (const slice of slices(content.instances, written)) {
      signal.throwIfAborted();
      await append(handle, written, slice);
    }
    await append(handle, written, `${JSON.stringify({ _id: END_ID, instances: written.count })}\n`);
    await handle.sync();
    return written;
  } finally {
    await handle.close();
  }
}

function* slices(instances: Iterable<InstanceInfo>, written: Written): Iterable<string> {
  let text = '';
  for (const instance of instances) {
    text += `${encodeInstance(instance)}\n`;
    written.count += 1;
    if (text.length < SLICE_CHARS) continue;
    yield text;
    text = '';
  }
  yield text;
}

async function append(handle: FileHandle, written: Written, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  written.checksum = crc32(bytes, written.checksum);
  await handle.writeFile(bytes);
}

async function verify(file: string, expected: number): Promise<void> {
  let checksum = 0;
  for await (const chunk of readChunks(file)) checksum = crc32(chunk, checksum);
  if (checksum !== expected) throw new Error(`${file} does not hold what was written into it`);
}

/** How many instances the last line of a snapshot tells of; undefined when it is no such line. */
export function endCount(text: string): number | undefined {
  if (!text.startsWith('{"_id":')) return undefined;
  const line = parseLine(text);
  const count = line?.['_id'] === END_ID ? line['instances'] : undefined;
  return typeof count === 'number' ? count : undefined;
}
