/**
 * Says which paths of an answer may differ from run to run. A pattern is a dotted path of one value, or
 * `**.` followed by the end of a path at any depth.
 */
export function volatilePaths(patterns: readonly string[]): (path: readonly string[]) => boolean {
  const ends = patterns
    .filter((pattern) => pattern.startsWith('**.'))
    .map((pattern) => pattern.slice('**.'.length).split('.'));
  const whole = new Set(patterns);
  return (path) =>
    whole.has(path.join('.')) ||
    ends.some(
      (end) =>
        end.length <= path.length &&
        end.every((name, index) => path[path.length - end.length + index] === name),
    );
}

/** Blanks what the patterns written between slashes match, for bodies that are plain text. */
export function withoutVolatileText(text: string, patterns: readonly string[]): string {
  return patterns
    .filter((pattern) => pattern.length > 2 && pattern.startsWith('/') && pattern.endsWith('/'))
    .reduce((rest, pattern) => rest.replaceAll(new RegExp(pattern.slice(1, -1), 'g'), '…'), text);
}
