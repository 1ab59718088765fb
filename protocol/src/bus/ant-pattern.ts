import { globMatches } from './glob.ts';

const SEPARATOR = ':';
const WILDCARD = /[?*{]/;
const SPECIAL = /[:?*{]/;

/**
 * Spring's `AntPathMatcher` with `:` between tokens (bus-protocol A.7): `?` one character, `*` and
 * `{name}` any run within a token, `**` any number of tokens. Case counts, everything else is literal.
 */
export function matchesAntPattern(pattern: string, path: string): boolean {
  if (pattern.startsWith(SEPARATOR) !== path.startsWith(SEPARATOR)) return false;
  if (namesAnother(pattern, path)) return false;
  const patternTokens = tokensOf(pattern);
  const pathTokens = tokensOf(path);
  if (sameEnding(pattern, path) || patternTokens.at(-1) === '**') {
    return tokensMatch(patternTokens, pathTokens);
  }
  return (
    endsInOptionalStar(patternTokens, path) && tokensMatch(patternTokens.slice(0, -1), pathTokens)
  );
}

/** Most events are for others, and each comes to everybody: their first token tells, without a look at the rest. */
function namesAnother(pattern: string, path: string): boolean {
  const nameEnd = pattern.search(SPECIAL);
  if (nameEnd < 1 || pattern[nameEnd] !== SEPARATOR) return false;
  return path !== pattern.slice(0, nameEnd) && !path.startsWith(pattern.slice(0, nameEnd + 1));
}

function tokensMatch(pattern: readonly string[], path: readonly string[]): boolean {
  return globMatches(pattern, path, { isRun: (token) => token === '**', matches: matchesToken });
}

/** Empty tokens don't count: `orders::**` is `orders:**`. */
function tokensOf(text: string): readonly string[] {
  return text.split(SEPARATOR).filter((token) => token !== '');
}

function sameEnding(pattern: string, path: string): boolean {
  return pattern.endsWith(SEPARATOR) === path.endsWith(SEPARATOR);
}

/** A last `*` may stand for the nothing after a trailing separator, if no `**` is before it. */
function endsInOptionalStar(pattern: readonly string[], path: string): boolean {
  return pattern.at(-1) === '*' && !pattern.includes('**') && path.endsWith(SEPARATOR);
}

function matchesToken(pattern: string, token: string): boolean {
  if (!WILDCARD.test(pattern)) return pattern === token;
  return globMatches(elementsOf(pattern), Array.from(token), {
    isRun: (element) => element === '*' || (element.startsWith('{') && element.endsWith('}')),
    matches: (element, character) => element === '?' || element === character,
  });
}

/** Single characters, and `{name}` as one element. */
function elementsOf(token: string): readonly string[] {
  return token.match(/\{[^{}]+\}|[\s\S]/gu) ?? [];
}
