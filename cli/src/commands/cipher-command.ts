import type { Outcome } from '@vernal/core';
import type { TextEncryption } from '@vernal/protocol/config';
import type { Command } from 'commander';
import { failWith, type Terminal } from '../terminal.ts';
import { addKeyOptions, type KeyFlags, readEncryption } from './configured-encryption.ts';
import { givenText } from './given-text.ts';

/** A command that turns one text into another by the keys of `{cipher}` values. */
export interface CipherCommand {
  readonly name: string;
  readonly description: string;
  readonly convert: (text: string, encryption: TextEncryption) => Outcome<string, string>;
}

/** Adds `vernal NAME [TEXT]`. */
export function addCipherCommand(
  program: Command,
  terminal: Terminal,
  { name, description, convert }: CipherCommand,
): void {
  const command = program
    .command(name)
    .description(description)
    .argument('[text]', 'the value; standard input when absent');
  addKeyOptions(command).action(async (text: string | undefined, flags: KeyFlags) => {
    const encryption = await readEncryption(flags, terminal);
    if (!encryption.ok) return failWith(terminal, encryption.problem);
    const converted = convert(await givenText(text, terminal), encryption.value);
    if (!converted.ok) return failWith(terminal, converted.problem);
    terminal.out(`${converted.value}\n`);
  });
}
