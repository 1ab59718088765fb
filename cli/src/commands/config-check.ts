import { resolve } from 'node:path';
import { type Finding, findingLines, type Reaction } from '@vernal/config-server';
import { messageOf } from '@vernal/core';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CheckRules, checkFolder, checkReceived } from '../checks/check-source.ts';
import { readSchemas } from '../checks/given-schemas.ts';
import { refuseUsage, type Terminal } from '../terminal.ts';
import { collect } from './collect.ts';
import { addKeyOptions, type KeyFlags, readEncryption } from './configured-encryption.ts';

interface CheckFlags extends KeyFlags {
  readonly preReceive?: true;
  readonly secrets: Reaction;
  readonly strict?: true;
  readonly decrypt?: true;
  readonly schema: readonly string[];
  readonly searchPaths: string;
  readonly cloudPlatform: string;
  readonly maxFindings: number;
  readonly json?: true;
}

const REACTIONS: readonly Reaction[] = ['ignore', 'warn', 'refuse'];
const MAX_FINDINGS = 50;

/**
 * `vernal config check [DIR]`: whether the files of a working tree, or what a push brings, can be served. Exit code 1
 * when they can't, 2 when that could not be found out.
 */
export function addConfigCheck(config: Command, terminal: Terminal): void {
  const command = config
    .command('check')
    .description('check configuration files before they are pushed, or as they are pushed')
    .argument('[dir]', 'working tree of the repository', '.')
    .option('--pre-receive', 'check a push, as the pre-receive hook of the repository DIR')
    .addOption(
      new Option('--secrets <what>', 'what becomes of secrets in clear')
        .choices(REACTIONS)
        .default('warn'),
    )
    .option('--strict', 'fail for warnings, too')
    .option('--decrypt', 'see whether the keys open {cipher} values')
    .option(
      '--schema <app=file>',
      'JSON Schema of an application: APP[/PROFILES]=FILE',
      collect,
      [],
    )
    .option('--search-paths <paths>', 'folders that the server searches, with commas', '/')
    .option(
      '--cloud-platform <name>',
      'where the server runs: what on-cloud-platform conditions are compared with',
      'none',
    )
    .option('--max-findings <number>', 'findings that are printed', wholeNumber, MAX_FINDINGS)
    .option('--json', 'print JSON');
  addKeyOptions(command).action((folder: string, flags: CheckFlags) =>
    check(folder, flags, terminal),
  );
}

async function check(folder: string, flags: CheckFlags, terminal: Terminal): Promise<void> {
  const rules = await rulesOf(flags, terminal);
  if (typeof rules === 'string') return refuseUsage(terminal, rules);
  const root = resolve(terminal.workingFolder, folder);
  const source = flags.preReceive === true ? checkReceived : checkFolder;
  const findings = await source(root, rules, terminal).catch(messageOf);
  if (typeof findings === 'string') return refuseUsage(terminal, findings);
  print(findings, flags, terminal);
  const severe = findings.filter(
    ({ severity }) => severity === 'error' || (severity === 'warning' && flags.strict === true),
  );
  if (severe.length === 0) return;
  terminal.problem(`vernal: ${severe.length} of ${findings.length} findings fail\n`);
  terminal.leave(1);
}

/** What is to be checked; a text when the keys or schemas can't be read. */
async function rulesOf(flags: CheckFlags, terminal: Terminal): Promise<CheckRules | string> {
  const wantsKey = flags.decrypt === true || flags.keyFile !== undefined;
  const encryption = wantsKey ? await readEncryption(flags, terminal) : undefined;
  if (encryption?.ok === false) return encryption.problem;
  const schemas = await readSchemas(flags.schema, terminal.workingFolder);
  if (!schemas.ok) return schemas.problem;
  return {
    searchPaths: flags.searchPaths.split(',').map((path) => path.trim()),
    encryption: encryption?.value,
    secrets: flags.secrets,
    schemas: schemas.value,
    platform: flags.cloudPlatform,
  };
}

function print(
  findings: readonly Finding[],
  { json, maxFindings }: CheckFlags,
  { out }: Terminal,
): void {
  if (json === true) out(`${JSON.stringify(findings, null, 2)}\n`);
  else
    out(
      findingLines(findings, maxFindings)
        .map((line) => `${line}\n`)
        .join(''),
    );
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('Not a number.');
  return number;
}
