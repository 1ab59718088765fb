import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { git } from '../config-repository.ts';
import type { Demo } from '../open-demo.ts';

/** A push: its commit, and when `git push` was started (of `performance.now()`). */
export interface Push {
  readonly commit: string;
  readonly startedAtMs: number;
}

/** Edits a file of the clone, commits and pushes, as a person would. */
export async function pushChange(
  demo: Demo,
  file: string,
  edit: (text: string) => string,
): Promise<Push> {
  const commit = await commitChange(demo, file, edit);
  const startedAtMs = performance.now();
  await git(demo.folder.clone, 'push', '--quiet');
  return { commit, startedAtMs };
}

/** Edits a file of the clone and commits; returns the commit. */
export async function commitChange(
  { folder: { clone } }: Demo,
  file: string,
  edit: (text: string) => string,
): Promise<string> {
  const target = path.join(clone, file);
  await writeFile(target, edit(await readFile(target, 'utf8')));
  await git(clone, 'commit', '--quiet', '--all', '--message', `Change ${file}`);
  return git(clone, 'rev-parse', 'HEAD');
}

/** An edit that gives a setting another value; the line must be there. */
export function setLine(name: string, value: string): (text: string) => string {
  return (text) => text.replace(new RegExp(`^( *${name}:).*$`, 'm'), `$1 ${value}`);
}
