import type { Outcome } from '@vernal/core';
import type { TextEncryption } from '@vernal/protocol/config';
import type { Command } from 'commander';
import { failWith, refuseUsage, type Terminal } from '../terminal.ts';
import { addKeyOptions, type KeyFlags, readEncryption } from './configured-encryption.ts';
import { givenText } from './given-text.ts';

/** A command that turns one text into another by the keys of `{cipher}` values. */
export interface CipherCommand {
  readonly name: string;
  readonly description: string;
  readonly convert: (text: string, encryption: TextEncryption) => Outcome<string, string>;
}

type CipherFlags = KeyFlags & { readonly json?: true };

/** Adds `vernal NAME [TEXT]`, or `vernal config NAME [TEXT]`. */
export function addCipherCommand(
  parent: Command,
  terminal: Terminal,
  { name, description, convert }: CipherCommand,
): void {
  const command = parent
    .command(name)
    .description(description)
    .argument('[text]', 'the value; standard input when absent')
    .option('--json', 'print JSON');
  addKeyOptions(command).action(async (text: string | undefined, flags: CipherFlags) => {
    const encryption = await readEncryption(flags, terminal);
    if (!encryption.ok) return refuseUsage(terminal, encryption.problem);
    const converted = convert(await givenText(text, terminal), encryption.value);
    if (!converted.ok) return failWith(terminal, converted.problem);
    const { value } = converted;
    terminal.out(`${flags.json === true ? JSON.stringify({ value }, null, 2) : value}\n`);
  });
}
