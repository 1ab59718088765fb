import type { Cancel, Timers } from '@vernal/core';

/** How {@link createPacedLoop} repeats a task. */
export interface PacedLoopOptions {
  readonly timers: Timers;
  /** One run; gives the milliseconds until the next one, or undefined to wait for `runNow()`. Never rejects. */
  readonly run: () => Promise<number | undefined>;
}

/** A task that says itself when it is due again. */
export interface PacedLoop {
  /**
   * Runs as soon as the current run, if any, has ended. Calls made meanwhile share that one run: at
   * most one runs and one waits (client-sdk 69).
   */
  runNow(): Promise<void>;
  /** Ends the loop and waits for the current run. Safe twice. */
  stop(): Promise<void>;
}

/** Repeats a task at a pace that each run decides; runs never overlap (client-sdk 44). */
export function createPacedLoop({ timers, run }: PacedLoopOptions): PacedLoop {
  let stopped = false;
  let cancel: Cancel = () => undefined;
  let current: Promise<void> | undefined;
  let queued: Promise<void> | undefined;

  async function turn(): Promise<void> {
    cancel();
    const pauseMs = await run();
    if (!stopped && pauseMs !== undefined) cancel = timers.after(pauseMs, () => void runNow());
  }

  function begin(): Promise<void> {
    current = turn().finally(() => {
      current = undefined;
    });
    return current;
  }

  function runNow(): Promise<void> {
    if (stopped) return Promise.resolve();
    if (current === undefined) return begin();
    queued ??= current.then(() => {
      queued = undefined;
      return stopped ? undefined : begin();
    });
    return queued;
  }

  return {
    runNow,
    async stop() {
      stopped = true;
      cancel();
      await queued;
      await current;
    },
  };
}
