/** Rows that are looked at in a millisecond or so. */
const AT_ONCE = 2_000;

/** A long list in slices, between which others have their turn. */
export async function* inTurns<Row>(
  rows: readonly Row[],
  turnOfOthers: () => Promise<void>,
): AsyncGenerator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    if (start > 0) await turnOfOthers();
    yield rows.slice(start, start + AT_ONCE);
  }
}
