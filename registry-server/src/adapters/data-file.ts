import { readFile, truncate } from 'node:fs/promises';
import { VernalError } from '@vernal/core';

/** Version of what stands in the file. A change of its documents that older programs can't read raises it. */
export const FORMAT_VERSION = 1;
/** Sorts before every generated id, so that it stays the first line when NeDB rewrites the file. */
export const FORMAT_ID = '#format';

const LINE_END = 0x0a;

/**
 * Looks at a data file before NeDB opens it, since NeDB rewrites what it opens: refuses a format it does
 * not know (design decision 11), and cuts off a last line that a full disk or a power cut left torn.
 *
 * @returns whether the file holds anything
 * @throws VernalError `REGISTRY_STORE_FORMAT`
 */
export async function prepareDataFile(file: string): Promise<boolean> {
  const bytes = await readIfPresent(file);
  const wholeBytes = bytes.lastIndexOf(LINE_END) + 1;
  if (wholeBytes < bytes.length) await truncate(file, wholeBytes);
  if (wholeBytes === 0) return false;
  const version = formatVersion(bytes.toString('utf8', 0, bytes.indexOf(LINE_END)));
  if (version === FORMAT_VERSION) return true;
  throw new VernalError(
    'REGISTRY_STORE_FORMAT',
    `${file} has ${version === undefined ? 'no format version' : `format version ${version}`}, ` +
      `this program reads ${FORMAT_VERSION}; move the file away or use the program that wrote it`,
  );
}

async function readIfPresent(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return Buffer.alloc(0);
    throw error;
  }
}

function formatVersion(firstLine: string): number | undefined {
  try {
    const document: unknown = JSON.parse(firstLine);
    if (typeof document !== 'object' || document === null) return undefined;
    const isFormat = '_id' in document && document._id === FORMAT_ID;
    if (!isFormat || !('version' in document)) return undefined;
    return typeof document.version === 'number' ? document.version : undefined;
  } catch {
    return undefined;
  }
}
