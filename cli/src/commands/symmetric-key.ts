import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fail, messageOf, type Outcome } from '@vernal/core';
import { bindTable, defineOptions, secret, stackLayers, text } from '@vernal/core/options';
import { DEFAULT_SALT, deriveSymmetricKey, type SymmetricKey } from '@vernal/protocol/config';
import { readLayers } from '@vernal/server-kit';
import type { Terminal } from '../terminal.ts';

/** Where a command is to look for the key, if not in the options of the config server. */
export interface KeyFlags {
  /** A file that holds nothing but the key. */
  readonly keyFile?: string;
  readonly salt?: string;
}

const keyOptions = defineOptions({
  key: secret('encrypt.key', { description: 'Key of {cipher} values' }),
  salt: text('encrypt.salt', { default: DEFAULT_SALT, description: 'Salt of the key, in hex' }),
});

/**
 * The key of `{cipher}` values: `--key-file`, else `encrypt.key` as the config server would read it (option files,
 * `ENCRYPT_KEY`). Never an argument: those are visible to everybody on the machine.
 */
export async function readSymmetricKey(
  flags: KeyFlags,
  { environment, workingFolder }: Terminal,
): Promise<Outcome<SymmetricKey, string>> {
  const { layers } = await readLayers({ argv: [], environment, workingFolder });
  const bound = bindTable(keyOptions, stackLayers(layers));
  if (!bound.ok) return fail(bound.problem.map(({ problem }) => problem).join('; '));

  const salt = flags.salt ?? bound.value.salt;
  if (flags.keyFile === undefined) {
    return bound.value.key === undefined
      ? fail('no key: set ENCRYPT_KEY or encrypt.key in application.yml, or give --key-file')
      : deriveSymmetricKey(bound.value.key.reveal(), salt);
  }
  try {
    const key = await readFile(resolve(workingFolder, flags.keyFile), 'utf8');
    return deriveSymmetricKey(key.replace(/\r?\n$/, ''), salt);
  } catch (error) {
    return fail(`the key file can't be read: ${messageOf(error)}`);
  }
}
