import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A bare repository and the clone that somebody edits. */
export interface ConfigRepository {
  readonly uri: string;
  /** Writes a file and commits it; returns the commit's id. */
  commit(file: string, content: string): Promise<string>;
  push(): Promise<void>;
}

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const who = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.test'];
  const { stdout } = await run('git', [...who, ...args], { cwd: folder });
  return stdout.trim();
}

/** Makes an empty repository with the branch `main` in a folder. */
export async function createConfigRepository(folder: string): Promise<ConfigRepository> {
  const bare = join(folder, 'config.git');
  const clone = join(folder, 'config');
  await git(folder, 'init', '-q', '--bare', '-b', 'main', bare);
  await git(folder, 'init', '-q', '-b', 'main', clone);
  await git(clone, 'remote', 'add', 'origin', bare);
  return {
    uri: pathToFileURL(bare).href,
    async commit(file, content) {
      await writeFile(join(clone, file), content);
      await git(clone, 'add', '-A');
      await git(clone, 'commit', '-q', '-m', `change ${file}`);
      return git(clone, 'rev-parse', 'HEAD');
    },
    async push() {
      await git(clone, 'push', '-q', 'origin', 'main');
    },
  };
}
