import { resolve } from 'node:path';
import { fail, messageOf, type Outcome, succeed } from '@vernal/core';
import type { Command } from 'commander';
import { CONFIG_FILES } from '../keys/config-text.ts';
import { keyTitle, type RotationRules } from '../keys/rotate-file.ts';
import { rotateFiles } from '../keys/rotate-files.ts';
import { type Git, gitIn } from '../repository/git.ts';
import { commitFiles, isClean, treeFiles } from '../repository/working-tree.ts';
import { failWith, refuseUsage, type Terminal } from '../terminal.ts';
import { collect } from './collect.ts';
import { readEncryption } from './configured-encryption.ts';
import { rotateOnBranches } from './rotate-on-branches.ts';
import { outcomeLine, type Rotation } from './rotation-outcome.ts';

interface RotateFlags {
  readonly to?: string;
  readonly branch: readonly string[];
  readonly allBranches?: true;
  readonly message?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** `vernal config rotate [DIR]`: puts all `{cipher}` values of what is checked out, or of branches, under the newest key. */
export function addConfigRotate(config: Command, terminal: Terminal): void {
  config
    .command('rotate')
    .description('encrypt all values of a working tree with the newest key, as one commit')
    .argument('[dir]', 'working tree of the repository', '.')
    .option('--to <key>', 'name or alias of the key; default: vernal.config.encrypt.newest-key')
    .option(
      '--branch <name>',
      'a branch, checked out or not; may be given several times',
      collect,
      [],
    )
    .option('--all-branches', 'all branches of this repository, a commit for each')
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
  if (!rules.ok) return refuseUsage(terminal, rules.problem);
  if (flags.allBranches === true || flags.branch.length > 0) {
    return rotateOnBranches(git, { rules: rules.value, ...flags }, terminal);
  }
  return rotateTree(git, { rules: rules.value, ...flags }, terminal);
}

async function rotateTree(
  git: Git,
  {
    rules,
    ...flags
  }: Pick<RotateFlags, 'message' | 'dryRun' | 'json'> & {
    readonly rules: RotationRules;
  },
  terminal: Terminal,
): Promise<void> {
  if (!(await isClean(git))) {
    return failWith(terminal, 'there are changes that are not committed: commit or stash them');
  }
  const rotated = await rotateFiles(treeFiles(git, CONFIG_FILES), rules);
  if (!rotated.ok) return failWith(terminal, [...rotated.problem, 'nothing was changed']);
  const { key } = rules;
  const changed = rotated.value.filter(({ renewed }) => renewed.length > 0);
  const renewed = changed.flatMap((file) => file.renewed);
  const message = flags.message ?? `Encrypt values with ${keyTitle(key)}`;
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

function linesOf(rotation: Rotation): string {
  const lines = rotation.renewed.map(
    ({ path, line, property }) => `${path}:${line}: ${property}\n`,
  );
  return lines.join('') + outcomeLine(rotation);
}
