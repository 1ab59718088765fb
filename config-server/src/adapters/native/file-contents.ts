import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { VernalError } from '@vernal/core';
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
    const bytes = await readFile(file.path);
    const id = hashOf(bytes);
    if (now - file.modifiedAt > SETTLED_MS) this.#ids.set(place, id);
    this.#paths.set(id, file.path);
    if (bytes.length <= KEPT_SIZE) this.#kept.set(id, bytes);
    return id;
  }

  /** @throws VernalError `CONFIG_UNKNOWN_OBJECT` when a large file has changed since */
  async read(id: string): Promise<Uint8Array> {
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    const path = this.#paths.get(id);
    const bytes = path === undefined ? undefined : await readFile(path).catch(() => undefined);
    if (bytes === undefined || hashOf(bytes) !== id) {
      throw new VernalError('CONFIG_UNKNOWN_OBJECT', `${path ?? id} has changed since`);
    }
    return bytes;
  }
}

/** The hash that stands for a text or bytes. */
export function hashOf(content: string | Buffer): string {
  return createHash('sha1').update(content).digest('hex');
}
