import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fail, messageOf, type Outcome, succeed } from '@vernal/core';
import type { Command } from 'commander';
import type { EncryptedProperty, RotationRules } from '../keys/rotate-file.ts';
import { rotateFiles } from '../keys/rotate-files.ts';
import { type Git, gitIn } from '../repository/git.ts';
import { failWith, type Terminal } from '../terminal.ts';
import { readEncryption } from './configured-encryption.ts';

interface RotateFlags {
  readonly to?: string;
  readonly message?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** What files may have encrypted values. */
export const CONFIG_FILES = ['*.yml', '*.yaml', '*.properties', '*.json', '*.xml'];

/** `vernal config rotate [DIR]`: puts all `{cipher}` values of the branch that is checked out under the newest key. */
export function addConfigRotate(config: Command, terminal: Terminal): void {
  config
    .command('rotate')
    .description('encrypt all values of a working tree with the newest key, as one commit')
    .argument('[dir]', 'working tree of the repository', '.')
    .option('--to <key>', 'name or alias of the key; default: vernal.config.encrypt.newest-key')
    .option('--message <text>', 'message of the commit')
    .option('--dry-run', 'only say what would be done')
    .option('--json', 'print JSON')
    .action(async (folder: string, flags: RotateFlags) => {
      const git = gitIn(resolve(terminal.workingFolder, folder), terminal.environment);
      await rotate(git, flags, terminal).catch((error) => failWith(terminal, messageOf(error)));
    });
}

async function rotate(git: Git, flags: RotateFlags, terminal: Terminal): Promise<void> {
  const rules = await readRules(flags, terminal);
  if (!rules.ok) return failWith(terminal, rules.problem);
  if ((await git.text(['status', '--porcelain', '--untracked-files=no'])) !== '') {
    return failWith(terminal, 'there are changes that are not committed: commit or stash them');
  }
  const rotated = rotateFiles(await readFiles(git), rules.value);
  if (!rotated.ok) {
    terminal.problem(rotated.problem.map((problem) => `vernal: ${problem}\n`).join(''));
    return failWith(terminal, 'nothing was changed');
  }
  const { key } = rules.value;
  const changed = rotated.value.filter(({ renewed }) => renewed.length > 0);
  const renewed = changed.flatMap((file) => file.renewed);
  const message = flags.message ?? `Encrypt ${renewed.length} values with ${nameOf(key)}`;
  const isDone = renewed.length > 0 && flags.dryRun !== true;
  const commit = isDone ? await commitFiles(git, changed, message) : null;
  const kept = rotated.value.reduce((sum, file) => sum + file.kept, 0);
  const done = { key: key ?? null, commit, renewed, kept };
  terminal.out(flags.json === true ? `${JSON.stringify(done, null, 2)}\n` : linesOf(done));
}

/** The key that values are to be under: it must be there. */
async function readRules(
  { to }: RotateFlags,
  terminal: Terminal,
): Promise<Outcome<RotationRules, string>> {
  const encryption = await readEncryption({}, terminal);
  if (!encryption.ok) return encryption;
  const key = to ?? encryption.value.newestKey;
  if (key !== undefined && !encryption.value.knows(key)) return fail(`there is no key ${key}`);
  return succeed({ encryption: encryption.value, key });
}

/** What was done, for people and, as JSON, for programs. */
interface Rotation {
  /** null: the one of values without a name. */
  readonly key: string | null;
  readonly commit: string | null;
  readonly renewed: readonly EncryptedProperty[];
  readonly kept: number;
}

function linesOf({ key, commit, renewed, kept }: Rotation): string {
  const lines = renewed.map(({ path, line, property }) => `${path}:${line}: ${property}\n`);
  const outcome = commit === null ? 'nothing is committed' : `commit ${commit.slice(0, 10)}`;
  const counts = `${renewed.length} values renewed, ${kept} were under ${nameOf(key)}`;
  return `${lines.join('')}${counts}: ${outcome}\n`;
}

function nameOf(key: string | null = null): string {
  return key === null ? 'the key of values without a name' : `the key ${key}`;
}

interface TreeFile {
  /** As Git writes it, from the folder on. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** Files under version control; no links, no submodules. */
async function readFiles(git: Git): Promise<TreeFile[]> {
  const listed = await git.text(['ls-files', '-s', '-z', '--', ...CONFIG_FILES]);
  const paths = listed
    .split('\0')
    .flatMap((entry) => /^10\d{4} [^\t]*\t([\s\S]+)$/.exec(entry)?.[1] ?? []);
  return Promise.all(
    paths.map(async (path) => ({ path, bytes: await readFile(join(git.folder, path)) })),
  );
}

/** All files or none: what can't be committed is put back. */
async function commitFiles(git: Git, files: readonly TreeFile[], message: string): Promise<string> {
  const paths = files.map(({ path }) => `${path}\0`).join('');
  const fromInput = ['--pathspec-from-file=-', '--pathspec-file-nul'];
  try {
    for (const { path, bytes } of files) await writeFile(join(git.folder, path), bytes);
    await git.text(['--literal-pathspecs', 'commit', '-q', '-m', message, ...fromInput], paths);
  } catch (error) {
    await git.text(['--literal-pathspecs', 'checkout', '-q', 'HEAD', ...fromInput], paths);
    throw error;
  }
  return (await git.text(['rev-parse', 'HEAD'])).trim();
}
