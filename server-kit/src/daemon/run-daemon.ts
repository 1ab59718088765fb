import {
  fail,
  type Logger,
  messageOf,
  type Outcome,
  succeed,
  systemEnvironment,
  VernalError,
} from '@vernal/core';
import { describeProblem, type OptionLayer, type OptionProblem } from '@vernal/core/options';
import { createProcessMetrics } from '../actuator/process-metrics.ts';
import { readLayers } from '../configuration/read-layers.ts';
import { type BoundDaemon, bindDaemonOptions } from './bind-daemon-options.ts';
import type { DaemonDefinition } from './daemon.ts';
import { renderHelp } from './help.ts';
import { createDaemonLogger, prepareDaemon, type RunningDaemon } from './start-daemon.ts';

const DONE = 0;
const FAILED = 1;
const WRONG_OPTIONS = 2;

/** Called once a process has nothing left to do, with its exit code. */
type End = (exitCode: number) => void;

/**
 * Runs a daemon as this process: `--help`, `--version`, options from files, environment and flags. SIGTERM,
 * SIGINT and the end of a parent that started it with an IPC channel stop it in order; a second signal ends
 * it at once.
 *
 * @returns the exit code, with which the caller must end the process: 0 when all went well, 2 for wrong
 *   options, 1 for anything else, each after clear lines on standard error. What a library may have left open
 *   then does not matter.
 */
export async function runDaemon<Options extends object>(
  definition: DaemonDefinition<Options>,
): Promise<number> {
  const argv = process.argv.slice(2);
  if (argv.includes('--help')) return print(renderHelp(definition));
  if (argv.includes('--version')) return print(`${definition.version}\n`);

  const bound = await bindProcessOptions(definition, argv);
  if (bound === undefined) return WRONG_OPTIONS;
  const logger = await createDaemonLogger(definition, bound);
  return new Promise((end) => {
    process.once('uncaughtException', (error) => {
      logger.error('an error that nobody expected ends the process', { error });
      end(FAILED);
    });
    runBound(definition, bound, { logger, end }).catch((error: unknown) => {
      refuse(definition.name, messageOf(error).split('\n'));
      end(isAboutOptions(error) ? WRONG_OPTIONS : FAILED);
    });
  });
}

async function bindProcessOptions<Options extends object>(
  definition: DaemonDefinition<Options>,
  argv: readonly string[],
): Promise<BoundDaemon<Options> | undefined> {
  const environment = systemEnvironment();
  const read = await readLayers({ argv, environment, workingFolder: process.cwd() });
  const opened = await openLayers(definition, read.layers);
  if (!opened.ok) {
    return refuse(definition.name, [...read.problems.map(describeProblem), ...opened.problem]);
  }
  const bound = bindDaemonOptions(definition, { all: opened.value, checked: read.layers });
  const problems: readonly OptionProblem[] = [...read.problems, ...(bound.ok ? [] : bound.problem)];
  if (bound.ok && problems.length === 0) return bound.value;
  return refuse(definition.name, problems.map(describeProblem));
}

async function openLayers<Options>(
  definition: DaemonDefinition<Options>,
  layers: readonly OptionLayer[],
): Promise<Outcome<readonly OptionLayer[], readonly string[]>> {
  try {
    return succeed((await definition.openLayers?.(layers)) ?? layers);
  } catch (error) {
    return fail(messageOf(error).split('\n'));
  }
}

async function runBound<Options extends object>(
  definition: DaemonDefinition<Options>,
  bound: BoundDaemon<Options>,
  { logger, end }: { readonly logger: Logger; readonly end: End },
): Promise<void> {
  if (bound.ignored.length > 0) {
    logger.info('options that this daemon does not know are ignored', { names: bound.ignored });
  }
  for (const { names, because } of bound.inert) {
    logger.info(`options without effect here: ${because}`, { names });
  }
  const processMetrics = createProcessMetrics();
  const daemon = await prepareDaemon(definition, bound, { logger, processMetrics });
  stopWhenTold(daemon, logger, end);
  const { reloadCertificates } = daemon;
  if (reloadCertificates !== undefined) process.on('SIGHUP', () => void reloadCertificates());
  await daemon.start();
  logger.info(`${definition.name} ${definition.version} is ready at ${daemon.url}`, {
    startupMs: Math.round(performance.now()),
  });
}

/** Each listener goes with its first signal, so a second one ends the process as the system does by default. */
function stopWhenTold(daemon: RunningDaemon, logger: Logger, end: End): void {
  const stop = async (reason: string) => {
    logger.info(`stopping: ${reason}`);
    try {
      await daemon.stop();
      end(DONE);
    } catch (error) {
      logger.error('not everything could be stopped', { error });
      end(FAILED);
    }
  };
  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));
  // A parent may have ended while this process still loaded its modules: no event tells of it any more.
  if (process.connected === false) void stop('the parent process is gone');
  else process.once('disconnect', () => void stop('the parent process is gone'));
}

function isAboutOptions(error: unknown): boolean {
  return error instanceof VernalError && error.code.startsWith('OPTIONS_');
}

/** What is wrong with the choice of files is told by those who read them, and again when all options are bound. */
function refuse(name: string, problems: readonly string[]): undefined {
  process.stderr.write([...new Set(problems)].map((problem) => `${name}: ${problem}\n`).join(''));
  return undefined;
}

function print(text: string): typeof DONE {
  process.stdout.write(text);
  return DONE;
}
