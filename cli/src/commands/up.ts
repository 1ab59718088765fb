import { fail, messageOf, type Outcome, succeed, VernalError } from '@vernal/core';
import { describeProblem, type OptionLayer, renderOptions } from '@vernal/core/options';
import { readLayers } from '@vernal/server-kit';
import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { upOptions } from '../up/up-options.ts';

/** `vernal up`: registry, config server and broker in this process. */
export function addUpCommand(program: Command, terminal: Terminal): void {
  program
    .command('up')
    .description('run registry, config server and broker in one process, for small installations')
    .argument('[options...]', 'options of the servers, as --name=value')
    .allowUnknownOption()
    .passThroughOptions()
    .addHelpText(
      'after',
      `\n${renderOptions(upOptions)}\nEvery option of the three servers may be given too.`,
    )
    .action((argv: readonly string[]) => runUp(argv, terminal));
}

/** The servers are loaded here only: the other commands start without them. */
async function runUp(argv: readonly string[], terminal: Terminal): Promise<void> {
  const { environment, workingFolder } = terminal;
  const { bindUpOptions } = await import('../up/bind-up-options.ts');
  const { createSuite } = await import('../up/start-suite.ts');
  const read = await readLayers({ argv, environment, workingFolder });
  const opened = await clearLayers(read.layers);
  if (!opened.ok) return refuse([...read.problems.map(describeProblem), opened.problem], terminal);
  const layers = opened.value;
  const options = bindUpOptions(layers);
  const problems = [...read.problems.map(describeProblem), ...(options.ok ? [] : options.problem)];
  if (!options.ok || problems.length > 0) return refuse(problems, terminal);

  const suite = createSuite(options.value, layers, ({ name, url }) => {
    terminal.out(`${name} is ready at ${url}\n`);
  });
  try {
    await suite.start();
  } catch (error) {
    const code = error instanceof VernalError && error.code.startsWith('OPTIONS_') ? 2 : 1;
    terminal.problem(`vernal: ${messageOf(error)}\n`);
    return terminal.leave(code);
  }
  terminal.out(`stopping: ${await terminal.stopRequested()}\n`);
  await suite.stop();
}

/** What is encrypted is so with the keys of the config server, and meant for all three. */
async function clearLayers(
  layers: readonly OptionLayer[],
): Promise<Outcome<readonly OptionLayer[], string>> {
  const { decryptOwnOptions } = await import('@vernal/config-server');
  try {
    return succeed(await decryptOwnOptions(layers));
  } catch (error) {
    return fail(messageOf(error));
  }
}

function refuse(problems: readonly string[], terminal: Terminal): void {
  terminal.problem(problems.map((problem) => `vernal: ${problem}\n`).join(''));
  terminal.leave(2);
}
