import type { Lifecycle } from '../lifecycle.ts';
import type { Cancel, Timers } from './timers.ts';

/** How {@link createPeriodic} repeats a task. */
export interface PeriodicOptions {
  readonly timers: Timers;
  readonly intervalMs: number;
  /** One run. `signal` is aborted by `stop()`. */
  readonly run: (signal: AbortSignal) => Promise<void> | void;
  /** Told what a run threw. The next run takes place all the same. */
  readonly onError: (error: unknown) => void;
}

/** A task that repeats and can be asked to run at once. */
export interface Periodic extends Lifecycle {
  /**
   * Runs as soon as the current run, if any, has ended. Calls made meanwhile share that one run:
   * at most one runs and one waits.
   */
  runNow(): Promise<void>;
}

/** Repeats a task such that two runs never overlap: a run that outlasts the interval delays the next one. */
export function createPeriodic(options: PeriodicOptions): Periodic {
  const abort = new AbortController();
  let cancel: Cancel | undefined;
  let current: Promise<void> | undefined;
  let queued: Promise<void> | undefined;

  async function runOnce(): Promise<void> {
    try {
      await options.run(abort.signal);
    } catch (error) {
      options.onError(error);
    }
  }

  function startRun(): Promise<void> {
    current = runOnce().finally(() => {
      current = undefined;
    });
    return current;
  }

  function runNow(): Promise<void> {
    if (abort.signal.aborted) return Promise.resolve();
    if (current === undefined) return startRun();
    queued ??= current.then(() => {
      queued = undefined;
      return abort.signal.aborted ? undefined : startRun();
    });
    return queued;
  }

  return {
    start() {
      cancel ??= options.timers.every(options.intervalMs, () => {
        if (current === undefined) void startRun();
      });
      return Promise.resolve();
    },
    async stop() {
      abort.abort();
      cancel?.();
      await queued;
      await current;
    },
    runNow,
  };
}
