import type { Timers } from '@vernal/core';

/** Resolves when whatever waits for this process, such as other requests, had its turn. */
export function turnOfOthers(timers: Timers): Promise<void> {
  return new Promise((resolve) => {
    timers.after(0, resolve);
  });
}
