/** How the elements of a pattern are read. */
export interface GlobRules {
  /** True for an element that stands for any run of items, the empty one included. */
  readonly isRun: (element: string) => boolean;
  /** Whether an element that is no run stands for this one item. */
  readonly matches: (element: string, item: string) => boolean;
}

/**
 * Matches a pattern with runs against items. On a mismatch only the last run is widened, which is
 * enough: what an earlier run matched in the fewest items leaves the most for the later ones. So the
 * time is bounded by pattern length x item count, whatever the pattern.
 */
export function globMatches(
  pattern: readonly string[],
  items: readonly string[],
  { isRun, matches }: GlobRules,
): boolean {
  let position = 0;
  let index = 0;
  let lastRun: { readonly next: number; resumeAt: number } | undefined;

  for (let item = items[index]; item !== undefined; item = items[index]) {
    const element = pattern[position];
    if (element !== undefined && isRun(element)) {
      position += 1;
      lastRun = { next: position, resumeAt: index };
    } else if (element !== undefined && matches(element, item)) {
      position += 1;
      index += 1;
    } else if (lastRun !== undefined) {
      lastRun.resumeAt += 1;
      index = lastRun.resumeAt;
      position = lastRun.next;
    } else {
      return false;
    }
  }
  return pattern.slice(position).every(isRun);
}
