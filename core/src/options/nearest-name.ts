/** The name that takes the fewest insertions, deletions and replacements; undefined when there are no names. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const distances = names.map((name) => ({ name, distance: editDistance(written, name) }));
  return distances.toSorted((a, b) => a.distance - b.distance)[0]?.name;
}

/** Levenshtein's distance, one row of the table at a time. */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
