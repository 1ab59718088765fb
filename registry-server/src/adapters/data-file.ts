import { open } from 'node:fs/promises';
import { codeOf, VernalError } from '@vernal/core';

/** Version of what stands in the files. A change of their lines that older programs can't read raises it. */
export const FORMAT_VERSION = 3;
/** The id of the first line of every file. */
export const FORMAT_ID = '#format';

const CHUNK_BYTES = 1 << 20;
const LINE_END = 0x0a;

/** A line of a file: one JSON object. */
export type Line = Readonly<Record<string, unknown>>;

/**
 * Reads the lines of a file one by one, without the last one if it is torn: a full disk or a power cut leaves
 * it without its end. A file that is not there has none.
 */
export async function* readLines(file: string): AsyncIterable<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of readChunks(file)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, start)) {
      yield bytes.toString('utf8', start, end);
      start = end + 1;
    }
    rest = Buffer.from(bytes.subarray(start));
  }
}

/** Reads a file piece by piece; a piece is valid until the next one is asked for. */
export async function* readChunks(file: string): AsyncIterable<Buffer> {
  const handle = await openIfPresent(file);
  if (handle === undefined) return;
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** Whether there is such a file, with or without a line. */
export async function isThere(file: string): Promise<boolean> {
  const handle = await openIfPresent(file);
  await handle?.close();
  return handle !== undefined;
}

async function openIfPresent(file: string): Promise<Awaited<ReturnType<typeof open>> | undefined> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The object of a line; undefined when it is damaged. */
export function parseLine(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The first line of a file, which carries its format version (design decision 11).
 *
 * @throws VernalError `REGISTRY_STORE_FORMAT` when the version is not the one known here
 */
export function requireFormat(text: string, file: string): Line {
  const line = parseLine(text) ?? {};
  const version = line['_id'] === FORMAT_ID ? line['version'] : undefined;
  if (version === FORMAT_VERSION) return line;
  throw new VernalError(
    'REGISTRY_STORE_FORMAT',
    `${file} has ${version === undefined ? 'no format version' : `format version ${String(version)}`}, ` +
      `this program reads ${FORMAT_VERSION}; move the file away or use the program that wrote it`,
  );
}
