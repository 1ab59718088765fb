import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { namedLayer, type OptionLayer } from '@vernal/core/options';

/** As in Spring, which looks no deeper. */
const MAX_DEPTH = 100;

/**
 * A folder of files each of which holds one option, as orchestrators mount secrets: `db/password` is `db.password`.
 * Links are followed, as Kubernetes makes one of each file and folder, but not back to a folder that they stand in.
 * Hidden files, and folders such as the `..data` of Kubernetes, are none.
 *
 * @throws what the file system says when any of it can't be read, naming the path
 */
export async function readConfigTree(folder: string): Promise<OptionLayer> {
  const found = await filesBelow(folder);
  const entries = await Promise.all(
    found.map(async (path) => ({
      name: relative(folder, path).split(sep).join('.'),
      value: (await readFile(path, 'utf8')).replace(/\r?\n$/, ''),
      origin: path,
    })),
  );
  return namedLayer('file', entries);
}

/** @param above where the folders really are that this one stands in */
async function filesBelow(
  folder: string,
  above: readonly string[] = [],
): Promise<readonly string[]> {
  const real = await realpath(folder);
  if (above.includes(real) || above.length >= MAX_DEPTH) return [];
  const names = await readdir(folder);
  const visible = names.filter((name) => !name.startsWith('.'));
  const found = await Promise.all(
    visible.map(async (name) => {
      const path = join(folder, name);
      const isFolder = (await stat(path)).isDirectory();
      return isFolder ? await filesBelow(path, [...above, real]) : [path];
    }),
  );
  return found.flat();
}
