import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { refNames } from './ref-names.ts';

const NO_FILE = '-';

/** The Git folder of a bare repository, a working tree or a linked working tree; undefined when there is none. */
export function findGitFolder(path: string): string | undefined {
  const root = resolve(path);
  if (isGitFolder(root)) return root;
  const inner = join(root, '.git');
  if (isGitFolder(inner)) return inner;
  const linked = linkTarget(inner, root);
  return linked !== undefined && isGitFolder(linked) ? linked : undefined;
}

/**
 * A text that changes whenever Git makes the first of the labels that exists mean something else: Git
 * replaces the file of a ref, or that of all packed refs, by a new one. A branch that has a file of its
 * own decides at once, so that the common case costs one look at the file system.
 */
export function refsStamp(gitFolder: string, labels: readonly string[]): string {
  let stamp = fileStamp(`${gitFolder}/refs/heads/${labels[0] ?? ''}`);
  if (stamp !== NO_FILE) return stamp;
  for (const name of labels.flatMap(refNames)) stamp += ` ${fileStamp(`${gitFolder}/${name}`)}`;
  return `${stamp} ${fileStamp(`${gitFolder}/packed-refs`)}`;
}

/** A label comes from a request: one that goes on below a branch, or is too long for a name, is no file either. */
function fileStamp(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? NO_FILE : `${stats.ino}:${stats.mtimeMs}:${stats.size}`;
  } catch {
    return NO_FILE;
  }
}

function isGitFolder(path: string): boolean {
  const hasFolder = (name: string) =>
    statSync(join(path, name), { throwIfNoEntry: false })?.isDirectory() === true;
  return hasFolder('objects') && hasFolder('refs');
}

/** `.git` is a file that says where the folder is in submodules. */
function linkTarget(file: string, root: string): string | undefined {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const target = /^gitdir: (.+)$/m.exec(readFileSync(file, 'utf8'))?.[1];
  return target === undefined ? undefined : resolve(root, target);
}
