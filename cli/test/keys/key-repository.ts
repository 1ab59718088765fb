import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deriveSymmetricKey, encryptSymmetric, type SymmetricKey } from '@vernal/protocol/config';
import { type CliRun, run } from '../cli-run.ts';

const git = promisify(execFile);

export const OLD = 'canary-old-key';
export const NEW = 'canary-new-key';

/** Where Git is, and who commits. */
const surroundings = {
  PATH: process.env['PATH'],
  HOME: tmpdir(),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

/** The old key is that of values without a name, the new one is called `k2`. */
export const BOTH = {
  ENCRYPT_KEY: OLD,
  VERNAL_CONFIG_ENCRYPT_KEYS_K2: NEW,
  VERNAL_CONFIG_ENCRYPT_NEWEST_KEY: 'k2',
};

type KeySettings = Readonly<Record<string, string>>;

/** A repository with a working tree in a temporary folder. */
export interface KeyRepository {
  readonly folder: string;
  git(...args: string[]): Promise<string>;
  /** Writes and commits files. */
  commit(files: Readonly<Record<string, string | Buffer>>, date?: string): Promise<string>;
  read(path: string): Promise<Buffer>;
  /** `vernal config COMMAND FOLDER ARGS` with these keys. */
  vernal(command: string, keys: KeySettings, ...args: string[]): Promise<CliRun>;
  remove(): Promise<void>;
}

export async function createKeyRepository(): Promise<KeyRepository> {
  const folder = await mkdtemp(join(tmpdir(), 'vernal-keys-'));
  const runGit = async (args: readonly string[], env: object = {}) =>
    (await git('git', [...args], { cwd: folder, env: { ...surroundings, ...env } })).stdout.trim();
  await runGit(['init', '-q', '-b', 'main', '.']);
  return {
    folder,
    git: (...args) => runGit(args),
    async commit(files, date = '2024-01-01T00:00:00Z') {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), content);
      }
      await runGit(['add', '-A']);
      const dates = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
      await runGit(['commit', '-q', '--allow-empty', '-m', 'change'], dates);
      return runGit(['rev-parse', 'HEAD']);
    },
    read: (path) => readFile(join(folder, path)),
    vernal: (command, keys, ...args) =>
      run(['config', command, folder, ...args], { environment: { ...surroundings, ...keys } }),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** What a value says to who has both keys. */
export async function clearOf(value: string): Promise<string> {
  return (await run(['decrypt', value], { environment: BOTH })).out.trimEnd();
}

/** `{cipher}` values under a password. */
export function valueUnder(password: string, clear: string, name = ''): string {
  const payload = encryptSymmetric(clear, keyOf(password));
  return name === '' ? `{cipher}${payload}` : `{cipher}{key:${name}}${payload}`;
}

function keyOf(password: string): SymmetricKey {
  const key = deriveSymmetricKey(password);
  if (!key.ok) throw new Error(key.problem);
  return key.value;
}
