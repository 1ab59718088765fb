import type { Random } from '@vernal/core';

const FIRST_CEILING_MS = 1_000;
const LAST_CEILING_MS = 2_000;

/** Pauses between attempts to reach a server that is away. */
export interface Backoff {
  /** Milliseconds until the next attempt: 0.5 to 1 s at first, then 1 to 2 s. */
  nextMs(): number;
  /** Starts over; called when an attempt succeeded. */
  reset(): void;
}

/**
 * Short, bounded pauses with jitter: a server that comes back has all its clients within two seconds
 * and their request, and they do not come in one instant.
 */
export function createBackoff(random: Random): Backoff {
  let ceilingMs = FIRST_CEILING_MS;
  return {
    nextMs() {
      const half = ceilingMs / 2;
      ceilingMs = Math.min(ceilingMs * 2, LAST_CEILING_MS);
      return half + random.below(half);
    },
    reset() {
      ceilingMs = FIRST_CEILING_MS;
    },
  };
}

/** A pause of `intervalMs`, up to a tenth shorter or longer, so that a fleet does not beat in step (client-sdk 44). */
export function jittered(intervalMs: number, random: Random): number {
  const tenth = Math.floor(intervalMs / 10);
  return intervalMs - tenth + random.below(2 * tenth + 1);
}
