import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { namedLayer, type OptionLayer } from '@vernal/core/options';

/**
 * A folder of files each of which holds one option, as orchestrators mount secrets: `db/password` is `db.password`.
 * Hidden files, and folders such as the `..data` of Kubernetes, are none.
 *
 * @throws what the file system says when it can't be read
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

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const visible = entries.filter(({ name }) => !name.startsWith('.'));
  const found = await Promise.all(
    visible.map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? await filesBelow(path) : [path];
    }),
  );
  return found.flat();
}
