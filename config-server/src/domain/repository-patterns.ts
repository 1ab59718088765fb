/** Tells whether a key belongs to a repository. */
export type RepositoryPattern = (application: string, profiles: string) => boolean;

/**
 * The patterns of `git.repos.*` (config-protocol 4.5): `application` or `application/profiles`, with `*` for any
 * text. Without profiles all are meant, and behind a complete profile others may follow.
 */
export function repositoryPattern(patterns: readonly string[]): RepositoryPattern {
  const expressions = patterns.flatMap(complete).map(expressionOf);
  return (application, profiles) =>
    expressions.some((expression) => expression.test(`${application}/${profiles}`));
}

function complete(pattern: string): string[] {
  const anyProfile = pattern.includes('/') ? [] : [`${pattern}/*`];
  const moreProfiles = pattern.endsWith('*') ? [] : [`${pattern},*`];
  return [pattern, ...anyProfile, ...moreProfiles];
}

function expressionOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
