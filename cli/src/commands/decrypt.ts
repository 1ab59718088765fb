import { decryptSymmetric, parseCipherText } from '@vernal/protocol/config';
import type { Command } from 'commander';
import { failWith, type Terminal } from '../terminal.ts';
import { givenText } from './given-text.ts';
import { type KeyFlags, readSymmetricKey } from './symmetric-key.ts';

/** `vernal decrypt [TEXT]`: prints the clear text of a value, with or without its `{cipher}`. */
export function addDecryptCommand(program: Command, terminal: Terminal): void {
  program
    .command('decrypt')
    .description('decrypt a value, with or without {cipher}')
    .argument('[text]', 'the value; standard input when absent')
    .option('--key-file <file>', 'file that holds the key; default: encrypt.key, ENCRYPT_KEY')
    .option('--salt <hex>', 'salt; default: encrypt.salt, deadbeef')
    .action(async (text: string | undefined, flags: KeyFlags) => {
      const key = await readSymmetricKey(flags, terminal);
      if (!key.ok) return failWith(terminal, key.problem);
      const { payload } = parseCipherText((await givenText(text, terminal)).trim());
      const clear = decryptSymmetric(payload, key.value);
      if (!clear.ok) return failWith(terminal, `the value ${clear.problem}`);
      terminal.out(`${clear.value}\n`);
    });
}
