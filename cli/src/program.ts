import { Command, CommanderError } from 'commander';
import { addCipherCommand } from './commands/cipher-command.ts';
import { addConfigCommand } from './commands/config-command.ts';
import { decrypt } from './commands/decrypt.ts';
import { encrypt } from './commands/encrypt.ts';
import { addServicesCommand } from './commands/services.ts';
import { addUpCommand } from './commands/up.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/**
 * Runs the `vernal` command. Exit codes: 0 done, 1 failed, 2 wrong usage or options.
 *
 * @param argv the arguments after the program's name
 */
export async function runProgram(argv: readonly string[], terminal: Terminal): Promise<void> {
  try {
    await createProgram(terminal).parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander throws for --help and --version too; what went wrong it has printed itself.
    if (error.exitCode !== 0) terminal.leave(2);
  }
}

function createProgram(terminal: Terminal): Command {
  const program = new Command('vernal')
    .description('Service registry, config server and bus for fleets that speak Spring Cloud')
    .version(version)
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.problem })
    .exitOverride()
    .enablePositionalOptions();
  addUpCommand(program, terminal);
  addCipherCommand(program, terminal, encrypt);
  addCipherCommand(program, terminal, decrypt);
  addServicesCommand(program, terminal);
  addConfigCommand(program, terminal);
  return program;
}
