import { setTimeout as sleep } from 'node:timers/promises';

const CHECK_EVERY_MS = 10;

/** Waits until `check` holds. False when it did not within the time. */
export async function waitUntil(
  check: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await check())) {
    if (performance.now() >= deadline) return false;
    await sleep(CHECK_EVERY_MS);
  }
  return true;
}
