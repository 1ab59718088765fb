import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const WHO = { NAME: 'Ada', EMAIL: 'ada@example.org', DATE: '2024-01-01T00:00:00Z' };

/** A bare repository and a clone to push from, in a temporary folder. */
export interface GitFixture {
  readonly folder: string;
  /** `file:` URI of the bare repository. */
  readonly uri: string;
  /** Writes the files, commits and pushes them; returns the commit. */
  push(files: Readonly<Record<string, string | Uint8Array>>, branch?: string): Promise<string>;
  /** Runs Git in the clone. */
  git(...args: string[]): Promise<string>;
  remove(): Promise<void>;
}

export async function createGitFixture(): Promise<GitFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'vernal-config-'));
  const bare = join(folder, 'config.git');
  const clone = join(folder, 'clone');
  const identity = Object.entries(WHO).flatMap(([name, value]) => [
    [`GIT_AUTHOR_${name}`, value],
    [`GIT_COMMITTER_${name}`, value],
  ]);
  const env = { ...process.env, ...Object.fromEntries(identity), GIT_CONFIG_GLOBAL: '/dev/null' };
  const git = async (...args: string[]) =>
    (await run('git', args, { cwd: clone, env })).stdout.trim();
  await mkdir(clone);
  await git('init', '-q', '--bare', '-b', 'main', bare);
  await git('init', '-q', '-b', 'main', '.');
  await git('remote', 'add', 'origin', bare);

  return {
    folder,
    uri: `file://${bare}`,
    git,
    async push(files, branch = 'main') {
      await git('checkout', '-q', '-B', branch);
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(clone, path)), { recursive: true });
        await writeFile(join(clone, path), content);
      }
      await git('add', '-A');
      await git('commit', '-q', '--allow-empty', '-m', 'change');
      await git('push', '-q', '-f', 'origin', branch);
      return git('rev-parse', 'HEAD');
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
