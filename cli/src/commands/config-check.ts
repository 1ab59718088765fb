import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type CheckedFile,
  checkConfigFiles,
  type Finding,
  isConfigFile,
} from '@vernal/config-server';
import { messageOf } from '@vernal/core';
import { decryptSymmetric, type SymmetricKey } from '@vernal/protocol/config';
import type { Command } from 'commander';
import { failWith, type Terminal } from '../terminal.ts';
import { type KeyFlags, readSymmetricKey } from './symmetric-key.ts';

interface CheckFlags extends KeyFlags {
  readonly strict?: true;
  readonly decrypt?: true;
  readonly json?: true;
}

/** `vernal config check [DIR]`: whether the files of a working tree can be served. Exit code 1 when they can't. */
export function addConfigCheck(config: Command, terminal: Terminal): void {
  config
    .command('check')
    .description('check the configuration files of a folder, before they are pushed')
    .argument('[dir]', 'working tree of the repository', '.')
    .option('--strict', 'fail for secrets in clear, too')
    .option('--decrypt', 'see whether the key opens {cipher} values')
    .option('--key-file <file>', 'file that holds the key; default: encrypt.key, ENCRYPT_KEY')
    .option('--salt <hex>', 'salt; default: encrypt.salt, deadbeef')
    .option('--json', 'print JSON')
    .action((folder: string, flags: CheckFlags) => check(folder, flags, terminal));
}

async function check(folder: string, flags: CheckFlags, terminal: Terminal): Promise<void> {
  const key = flags.decrypt === true ? await readSymmetricKey(flags, terminal) : undefined;
  if (key?.ok === false) return failWith(terminal, key.problem);
  const files = await readFiles(resolve(terminal.workingFolder, folder)).catch(messageOf);
  if (typeof files === 'string') return failWith(terminal, files);
  const findings = checkConfigFiles(files, key && decryptWith(key.value));
  const text = findings.map(lineOf).join('');
  terminal.out(flags.json === true ? `${JSON.stringify(findings, null, 2)}\n` : text);
  const severe = findings.filter(
    ({ severity }) => severity === 'error' || (severity === 'warning' && flags.strict === true),
  );
  if (severe.length > 0) failWith(terminal, `${severe.length} of ${findings.length} findings fail`);
}

function decryptWith(key: SymmetricKey): Parameters<typeof checkConfigFiles>[1] {
  return ({ payload }) => decryptSymmetric(payload, key);
}

async function readFiles(folder: string): Promise<CheckedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .filter(isConfigFile)
    .sort();
  return Promise.all(
    paths.map(async (path) => ({ path, bytes: await readFile(join(folder, path)) })),
  );
}

function lineOf({ path, position, severity, problem }: Finding): string {
  const place = position === '' ? path : `${path}, ${position}`;
  return `${severity}: ${place}: ${problem}\n`;
}
