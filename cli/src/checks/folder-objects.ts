import { access, lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PushedObjects } from '@vernal/config-server';
import { gitIn, nulSeparated } from '../repository/git.ts';

/** Of tools and packages, where Git does not say what belongs to the repository. */
const IGNORED = /^(?:\..*|node_modules)$/;

/**
 * The files of a working tree, read as if they had been committed: those that Git knows or would add, without Git
 * all that are neither hidden nor packages.
 */
export async function folderObjects(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<PushedObjects> {
  await access(folder);
  const paths = (await knownToGit(folder, environment)) ?? (await pathsBelow(folder));
  const files = new Map<string, string>();
  for (const path of paths.sort()) {
    const stats = await lstat(join(folder, path)).catch(() => undefined);
    if (stats?.isFile() === true) files.set(path, path);
  }
  return {
    uri: folder,
    files: () => Promise.resolve(files),
    read: (path) => readFile(join(folder, path)),
  };
}

async function knownToGit(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string[] | undefined> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const paths: string[] = [];
  try {
    for await (const path of nulSeparated(gitIn(folder, environment).stream(list)))
      paths.push(path);
    return paths;
  } catch {
    return undefined;
  }
}

async function pathsBelow(folder: string, prefix = ''): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    if (IGNORED.test(entry.name)) continue;
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) paths.push(...(await pathsBelow(folder, `${path}/`)));
    else paths.push(path);
  }
  return paths;
}
