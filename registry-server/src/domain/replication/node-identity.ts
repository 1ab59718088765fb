import type { Random } from '@vernal/core';

/** Request header in which a registry says which one it is. Java peers don't know it and ignore it. */
export const NODE_HEADER = 'x-vernal-node';

/** What a registry answers to a batch that it sent itself: 421, misdirected. */
export const SELF_STATUS = 421;

/** A name for this run of this registry that no other has. */
export function nodeId(random: Random): string {
  const words = Array.from({ length: 4 }, () => random.below(2 ** 32));
  return words.map((word) => word.toString(16).padStart(8, '0')).join('');
}
