import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { VernalError } from '@vernal/core';
import { FileTooLargeError } from '../../domain/file-too-large.ts';
import { RecentMap } from '../../domain/recent-map.ts';
import type { FolderFile } from './folder-files.ts';

const REMEMBERED_FILES = 20_000;
/** Larger files are read again when they are served. */
const KEPT_SIZE = 65_536;
/** A file written so shortly before a look may be written again without a sign of it. */
const SETTLED_MS = 2_000;

/** Contents by their hashes: what was read stays readable, whatever becomes of the file. */
export class FileContents {
  readonly #ids = new RecentMap<string, string>(REMEMBERED_FILES);
  readonly #paths = new RecentMap<string, string>(REMEMBERED_FILES);
  readonly #kept = new RecentMap<string, Buffer>(REMEMBERED_FILES);

  /** The id of what a file holds. Reads it unless it is the same as before beyond doubt. */
  async idOf(file: FolderFile, now: number): Promise<string> {
    const place = `${file.path} ${file.stamp}`;
    const known = this.#ids.get(place);
    if (known !== undefined) return known;
    const id = file.size > KEPT_SIZE ? await hashOfFile(file.path) : await this.#keep(file.path);
    if (now - file.modifiedAt > SETTLED_MS) this.#ids.set(place, id);
    this.#paths.set(id, file.path);
    return id;
  }

  /**
   * @throws VernalError `CONFIG_UNKNOWN_OBJECT` when a large file has changed since
   * @throws FileTooLargeError when it has more than `maxBytes`
   */
  async read(id: string, maxBytes = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
    const path = this.#paths.get(id);
    const kept = this.#kept.get(id);
    const sizeBytes = kept?.length ?? (await sizeOf(path));
    if (sizeBytes > maxBytes) throw new FileTooLargeError(sizeBytes, maxBytes);
    if (kept !== undefined) return kept;
    const bytes = path === undefined ? undefined : await readFile(path).catch(() => undefined);
    if (bytes === undefined || hashOf(bytes) !== id) {
      throw new VernalError('CONFIG_UNKNOWN_OBJECT', `${path ?? id} has changed since`);
    }
    return bytes;
  }

  async #keep(path: string): Promise<string> {
    const bytes = await readFile(path);
    const id = hashOf(bytes);
    this.#kept.set(id, bytes);
    return id;
  }
}

/** 0 for a file that is gone. */
async function sizeOf(path: string | undefined): Promise<number> {
  const stats = path === undefined ? undefined : await stat(path).catch(() => undefined);
  return stats?.size ?? 0;
}

/** A giant file passes by in pieces. */
async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha1').setEncoding('hex');
  await pipeline(createReadStream(path), hash);
  return String(hash.read());
}

/** The hash that stands for a text or bytes. */
export function hashOf(content: string | Buffer): string {
  return createHash('sha1').update(content).digest('hex');
}
