import type { Outcome } from '@vernal/core';
import type { SymmetricKey } from '@vernal/protocol/config';
import type { Command } from 'commander';
import { failWith, type Terminal } from '../terminal.ts';
import { givenText } from './given-text.ts';
import { type KeyFlags, readSymmetricKey } from './symmetric-key.ts';

/** A command that turns one text into another by the key of `{cipher}` values. */
export interface CipherCommand {
  readonly name: string;
  readonly description: string;
  readonly convert: (text: string, key: SymmetricKey) => Outcome<string, string>;
}

/** Adds `vernal NAME [TEXT]`. */
export function addCipherCommand(
  program: Command,
  terminal: Terminal,
  { name, description, convert }: CipherCommand,
): void {
  program
    .command(name)
    .description(description)
    .argument('[text]', 'the value; standard input when absent')
    .option('--key-file <file>', 'file that holds the key; default: encrypt.key, ENCRYPT_KEY')
    .option('--salt <hex>', 'salt; default: encrypt.salt, deadbeef')
    .action(async (text: string | undefined, flags: KeyFlags) => {
      const key = await readSymmetricKey(flags, terminal);
      if (!key.ok) return failWith(terminal, key.problem);
      const converted = convert(await givenText(text, terminal), key.value);
      if (!converted.ok) return failWith(terminal, converted.problem);
      terminal.out(`${converted.value}\n`);
    });
}
