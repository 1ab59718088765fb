import { type Logger, messageOf, VernalError } from '@vernal/core';
import { describeProblem, type OptionProblem } from '@vernal/core/options';
import { createProcessMetrics } from '../actuator/process-metrics.ts';
import { readLayers } from '../configuration/read-layers.ts';
import { type BoundDaemon, bindDaemonOptions } from './bind-daemon-options.ts';
import type { DaemonDefinition } from './daemon.ts';
import { renderHelp } from './help.ts';
import { createDaemonLogger, prepareDaemon, type RunningDaemon } from './start-daemon.ts';

const FAILED = 1;
const WRONG_OPTIONS = 2;

/**
 * Runs a daemon as this process: `--help`, `--version`, options from files, environment and flags. Wrong
 * options end it with code 2, anything else that keeps it from starting with 1, each in clear lines on standard
 * error. SIGTERM, SIGINT and the end of a parent that started it with an IPC channel stop it in order; a
 * second signal ends it at once.
 */
export async function runDaemon<Options extends object>(
  definition: DaemonDefinition<Options>,
): Promise<void> {
  const argv = process.argv.slice(2);
  if (argv.includes('--help')) return print(renderHelp(definition));
  if (argv.includes('--version')) return print(`${definition.version}\n`);

  const bound = await bindProcessOptions(definition, argv);
  if (bound === undefined) return;
  const logger = await createDaemonLogger(definition, bound);
  endOnUncaughtErrors(logger);
  try {
    await runBound(definition, bound, logger);
  } catch (error) {
    refuse(definition.name, [messageOf(error)], isAboutOptions(error) ? WRONG_OPTIONS : FAILED);
    endProcess();
  }
}

async function bindProcessOptions<Options extends object>(
  definition: DaemonDefinition<Options>,
  argv: readonly string[],
): Promise<BoundDaemon<Options> | undefined> {
  const read = await readLayers({ argv, environment: process.env, workingFolder: process.cwd() });
  const bound = bindDaemonOptions(definition, { all: read.layers, checked: read.layers });
  const problems: readonly OptionProblem[] = [...read.problems, ...(bound.ok ? [] : bound.problem)];
  if (bound.ok && problems.length === 0) return bound.value;
  refuse(definition.name, problems.map(describeProblem), WRONG_OPTIONS);
  return undefined;
}

async function runBound<Options extends object>(
  definition: DaemonDefinition<Options>,
  bound: BoundDaemon<Options>,
  logger: Logger,
): Promise<void> {
  if (bound.ignored.length > 0) {
    logger.info('options that this daemon does not know are ignored', { names: bound.ignored });
  }
  const processMetrics = createProcessMetrics();
  const daemon = await prepareDaemon(definition, bound, { logger, processMetrics });
  stopWhenTold(daemon, logger);
  await daemon.start();
  logger.info(`${definition.name} ${definition.version} is ready at ${daemon.url}`, {
    startupMs: Math.round(performance.now()),
  });
}

/** Each listener goes with its first signal, so a second one ends the process as the system does by default. */
function stopWhenTold(daemon: RunningDaemon, logger: Logger): void {
  const stop = async (reason: string) => {
    logger.info(`stopping: ${reason}`);
    try {
      await daemon.stop();
    } catch (error) {
      process.exitCode = FAILED;
      logger.error('not everything could be stopped', { error });
    }
    endProcess();
  };
  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));
  // A parent may have ended while this process still loaded its modules: no event tells of it any more.
  if (process.connected === false) void stop('the parent process is gone');
  else process.once('disconnect', () => void stop('the parent process is gone'));
}

function endOnUncaughtErrors(logger: Logger): void {
  process.once('uncaughtException', (error) => {
    logger.error('an error that nobody expected ends the process', { error });
    process.exitCode = FAILED;
    endProcess();
  });
}

function isAboutOptions(error: unknown): boolean {
  return error instanceof VernalError && error.code.startsWith('OPTIONS_');
}

function refuse(name: string, problems: readonly string[], exitCode: number): void {
  process.stderr.write(problems.map((problem) => `${name}: ${problem}\n`).join(''));
  process.exitCode = exitCode;
}

function print(text: string): void {
  process.stdout.write(text);
}

/** Everything is stopped or lost: whatever a library left open must not keep the process. */
function endProcess(): void {
  // eslint-disable-next-line no-restricted-properties -- this is the body of every daemon's main.ts
  process.exit();
}
