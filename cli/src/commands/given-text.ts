import type { Terminal } from '../terminal.ts';

/** The argument, or standard input without its last line end: so a secret need not stand in the shell's history. */
export async function givenText(text: string | undefined, terminal: Terminal): Promise<string> {
  return text ?? (await terminal.readInput()).replace(/\r?\n$/, '');
}
