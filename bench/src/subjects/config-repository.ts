import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The clone that somebody edits, and pushes from. */
export interface ConfigClone {
  /** Writes a file and commits it. */
  commit(file: string, content: string): Promise<void>;
  push(): Promise<void>;
}

async function git(folder: string, ...args: readonly string[]): Promise<void> {
  const who = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.test', '-c', 'gc.auto=0'];
  await run('git', [...who, ...args], { cwd: folder });
}

/** Makes an empty bare repository with the branch `main` in a folder; returns where it is. */
export async function createBareRepository(folder: string): Promise<string> {
  const bare = join(folder, 'config.git');
  await git(folder, 'init', '-q', '--bare', '-b', 'main', bare);
  return bare;
}

/** Clones a repository, which may be empty, into a folder. */
export async function cloneRepository(folder: string, remote: string): Promise<ConfigClone> {
  const clone = join(folder, 'clone');
  await git(folder, 'clone', '-q', remote, clone);
  await git(clone, 'checkout', '-q', '-B', 'main');
  return {
    async commit(file, content) {
      await writeFile(join(clone, file), content);
      await git(clone, 'add', file);
      await git(clone, 'commit', '-q', '-m', `change ${file}`);
    },
    async push() {
      await git(clone, 'push', '-q', 'origin', 'main');
    },
  };
}
