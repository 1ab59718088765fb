import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { encryptionOptions, loadEncryption } from '@vernal/config-server';
import { fail, messageOf, type Outcome, Secret, succeed } from '@vernal/core';
import { bindTable, describeProblem, stackLayers } from '@vernal/core/options';
import type { TextEncryption } from '@vernal/protocol/config';
import { readLayers } from '@vernal/server-kit';
import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';

/** Where a command is to look for the key, if not in the options of the config server. */
export interface KeyFlags {
  /** A file that holds nothing but the key: a password, or the PEM of an RSA private key. */
  readonly keyFile?: string;
  readonly salt?: string;
}

/** Adds the options that say where the key is. Never the key: arguments are visible to everybody on the machine. */
export function addKeyOptions(command: Command): Command {
  return command
    .option('--key-file <file>', 'file that holds the key; default: the keys of the config server')
    .option('--salt <hex>', 'salt; default: encrypt.salt, deadbeef');
}

/**
 * What `{cipher}` values are opened and made with: `--key-file`, else all keys as the config server would read them
 * (`encrypt.*` and `vernal.config.encrypt.*` of option files and environment). The problem never shows a key.
 */
export async function readEncryption(
  { keyFile, salt }: KeyFlags,
  { environment, workingFolder }: Terminal,
): Promise<Outcome<TextEncryption, string>> {
  const { layers } = await readLayers({ argv: [], environment, workingFolder });
  const bound = bindTable(encryptionOptions, stackLayers(layers));
  if (!bound.ok) return fail(bound.problem.map(describeProblem).join('; '));
  const encryptSalt = salt ?? bound.value.encryptSalt;
  try {
    const options =
      keyFile === undefined
        ? bound.value
        : { ...alone, encryptKey: new Secret(await readKey(resolve(workingFolder, keyFile))) };
    const encryption = await loadEncryption({ ...bound.value, ...options, encryptSalt });
    return encryption === undefined ? fail(NO_KEY) : succeed(encryption);
  } catch (error) {
    return fail(messageOf(error));
  }
}

const NO_KEY = 'no key: set ENCRYPT_KEY or encrypt.key in application.yml, or give --key-file';

/** A key of the command line is the only one. */
const alone = { keyStoreLocation: undefined, namedKeys: new Map(), newestKey: undefined };

async function readKey(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    throw new Error(`the key file can't be read: ${messageOf(error)}`, { cause: error });
  }
}
