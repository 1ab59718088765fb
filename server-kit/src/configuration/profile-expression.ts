/**
 * Whether a document with `spring.config.activate.on-profile` applies: alternatives parted by `,` or `|`,
 * each of them names joined by `&`, `!` before a name for its absence. Parentheses are not known and never match.
 */
export function matchesProfiles(expression: string, active: readonly string[]): boolean {
  const holds = (term: string) =>
    term.startsWith('!') ? !active.includes(term.slice(1).trim()) : active.includes(term);
  return expression
    .split(/[,|]/)
    .some((alternative) => alternative.split('&').every((term) => holds(term.trim())));
}
