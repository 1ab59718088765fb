/** Ends what a timer, a subscription or a watch started. Calling it again does nothing. */
export type Cancel = () => void;

/** Runs something later. The only door to timers, so that tests move time by hand. */
export interface Timers {
  /** Calls `run` once, `delayMs` from now. */
  after(delayMs: number, run: () => void): Cancel;
  /** Calls `run` every `intervalMs`, the first time one interval from now. */
  every(intervalMs: number, run: () => void): Cancel;
}

/**
 * Timers of this process. They do not keep it alive: what must stay up holds a socket or a promise,
 * never a timer, so that a forgotten one cannot keep a finished program running.
 */
export const systemTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
  every(intervalMs, run) {
    const timer = setInterval(run, intervalMs);
    timer.unref();
    return () => clearInterval(timer);
  },
};
