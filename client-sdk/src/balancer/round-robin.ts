import type { Random } from '@vernal/core';

const START_RANGE = 1_000;
const MAX_POSITION = 0x7fffffff;

/**
 * The position in a service's list, as Spring's `RoundRobinLoadBalancer` moves it (client-sdk 1.2): a
 * random start below 1000, one step before each choice, no step when there is no choice.
 */
export class RoundRobin {
  #position: number;

  /** @param seed where it starts; the first index is then (seed + 1) mod n */
  constructor(random: Random, seed: number = random.below(START_RANGE)) {
    this.#position = seed;
  }

  next<Item>(items: readonly Item[]): Item | undefined {
    if (items.length <= 1) return items[0];
    this.#position = (this.#position + 1) & MAX_POSITION;
    return items[this.#position % items.length];
  }
}
