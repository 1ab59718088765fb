import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { VernalError } from '@vernal/core';

/** More are a mistake: a home folder, or one with all its packages. */
const MAX_FILES = 10_000;

/** Editors' and tools' own files (config-protocol 6.4), and packages. */
const IGNORED = /^(?:[.#].*|.*#|node_modules)$/;

/** A file as its folder lists it. */
export interface FolderFile {
  /** Absolute. */
  readonly path: string;
  readonly size: number;
  /** Epoch ms. */
  readonly modifiedAt: number;
  /** Changes whenever the file is written or replaced, but for writes in quick succession. */
  readonly stamp: string;
}

/** Whether a name is none of the configuration's. */
export function isIgnoredName(name: string): boolean {
  return IGNORED.test(name);
}

/**
 * The files below a folder; none when it does not exist. A symbolic link counts as the file that it leads to, if
 * that is in the folder: so do the mounts of Kubernetes.
 *
 * @throws VernalError `CONFIG_TOO_MANY_FILES`
 */
export async function folderFiles(root: string): Promise<FolderFile[]> {
  const realRoot = await realpath(root).catch(() => undefined);
  if (realRoot === undefined) return [];
  const found: FolderFile[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (isIgnoredName(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile() || (await leadsInto(path, realRoot))) {
        found.push(...(await fileAt(path)));
      }
    }
    if (found.length > MAX_FILES) throw tooManyFiles(root);
  }
  return found;
}

async function leadsInto(link: string, realRoot: string): Promise<boolean> {
  const target = await realpath(link).catch(() => '');
  return target.startsWith(`${realRoot}/`);
}

/** None when it has vanished meanwhile, or is a folder that a link leads to. */
async function fileAt(path: string): Promise<FolderFile[]> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isFile() !== true) return [];
  const { ino, size, mtimeMs, ctimeMs } = stats;
  return [{ path, size, modifiedAt: mtimeMs, stamp: `${ino} ${size} ${mtimeMs} ${ctimeMs}` }];
}

function tooManyFiles(root: string): VernalError {
  const message = `more than ${MAX_FILES} files below ${root}: name narrower search-locations`;
  return new VernalError('CONFIG_TOO_MANY_FILES', message);
}
