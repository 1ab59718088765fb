import type { Random } from '@vernal/core';

/** How many instances one run may evict: never more than the share that is not protected (eureka-protocol 4.6). */
export function evictionLimit(registrySize: number, renewalPercentThreshold: number): number {
  return registrySize - Math.floor(registrySize * renewalPercentThreshold);
}

/** Takes `count` of the candidates at random, so that no application is hit as a whole (4.6). */
export function pickVictims<Candidate>(
  candidates: readonly Candidate[],
  count: number,
  random: Random,
): readonly Candidate[] {
  const remaining = [...candidates];
  const victims: Candidate[] = [];
  while (victims.length < count && remaining.length > 0) {
    victims.push(...remaining.splice(random.below(remaining.length), 1));
  }
  return victims;
}

/**
 * Measures how much later than planned a run takes place: that long every lease gets as grace, since
 * the server was not there to take renewals (4.6).
 */
export class EvictionDelay {
  readonly #intervalMs: number;
  #lastRunMs: number | undefined;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** The grace of the run that starts now; 0 on the first. */
  next(nowMs: number): number {
    const elapsedMs = this.#lastRunMs === undefined ? 0 : nowMs - this.#lastRunMs;
    this.#lastRunMs = nowMs;
    return Math.max(0, elapsedMs - this.#intervalMs);
  }
}
