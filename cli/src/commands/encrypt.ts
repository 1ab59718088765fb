import { CIPHER_PREFIX, encryptSymmetric } from '@vernal/protocol/config';
import type { Command } from 'commander';
import { failWith, type Terminal } from '../terminal.ts';
import { givenText } from './given-text.ts';
import { type KeyFlags, readSymmetricKey } from './symmetric-key.ts';

/** `vernal encrypt [TEXT]`: prints a value for a configuration file. */
export function addEncryptCommand(program: Command, terminal: Terminal): void {
  program
    .command('encrypt')
    .description('encrypt a value; prints {cipher}… for a configuration file')
    .argument('[text]', 'the value; standard input when absent')
    .option('--key-file <file>', 'file that holds the key; default: encrypt.key, ENCRYPT_KEY')
    .option('--salt <hex>', 'salt; default: encrypt.salt, deadbeef')
    .action(async (text: string | undefined, flags: KeyFlags) => {
      const key = await readSymmetricKey(flags, terminal);
      if (!key.ok) return failWith(terminal, key.problem);
      const value = await givenText(text, terminal);
      terminal.out(`${CIPHER_PREFIX}${encryptSymmetric(value, key.value)}\n`);
    });
}
