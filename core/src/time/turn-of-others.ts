import type { Timers } from './timers.ts';

/**
 * Resolves when whatever waits for this process, such as other requests, had its turn: for long work in parts, in a
 * process that is kept alive by something else.
 */
export function turnOfOthers(timers: Timers): Promise<void> {
  return new Promise((resolve) => {
    timers.after(0, resolve);
  });
}
