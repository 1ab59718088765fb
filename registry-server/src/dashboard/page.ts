/** A part of a long list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** From 1. */
  readonly number: number;
  readonly count: number;
  /** Items of all pages. */
  readonly total: number;
}

/** @param number the page wanted, from 1; one that is too high gives the last */
export function pageOf<Item>(all: readonly Item[], number: number, size: number): Page<Item> {
  const count = Math.max(1, Math.ceil(all.length / size));
  const shown = Math.min(Math.max(1, number), count);
  const items = all.slice((shown - 1) * size, shown * size);
  return { items, number: shown, count, total: all.length };
}
