import { randomInt } from 'node:crypto';

/** A source of chance: victims of an eviction, jitter, the first position of a round robin. */
export interface Random {
  /** A whole number from 0 to `maxExclusive` - 1; 0 when `maxExclusive` is 1 or less. */
  below(maxExclusive: number): number;
}

/** Chance of this machine. */
export const systemRandom: Random = {
  below: (maxExclusive) => (maxExclusive <= 1 ? 0 : randomInt(maxExclusive)),
};
