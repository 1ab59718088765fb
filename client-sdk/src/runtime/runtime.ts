import {
  type Clock,
  type Logger,
  type Random,
  silentLogger,
  systemClock,
  systemRandom,
  systemTimers,
  type Timers,
} from '@vernal/core';

/** What a part of the client gets from outside. */
export interface Runtime {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly logger: Logger;
}

/** Environment variables as they are given to a process. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Those of this process; nothing else of the client reads them. */
export function processVariables(): Variables {
  return process.env;
}

/** The runtime with this machine's time and chance where none is given; without a logger nothing is logged. */
export function completeRuntime(given: Partial<Runtime>): Runtime {
  return {
    clock: given.clock ?? systemClock,
    timers: given.timers ?? systemTimers,
    random: given.random ?? systemRandom,
    logger: given.logger ?? silentLogger,
  };
}
