/** The path of a request below the prefix, and its query. */
export interface EurekaPath {
  /** Decoded; without empty segments, so that a trailing slash makes no difference. */
  readonly segments: readonly string[];
  /** Without the question mark. */
  readonly query: string;
}

/** `/eureka` and `/eureka/v2` are the same (eureka-protocol 1.1); the longer first. */
export const EUREKA_PREFIXES = ['/eureka/v2', '/eureka'] as const;

/** Takes the URL of a request apart; undefined when it is not below a prefix or not well encoded. */
export function parseEurekaPath(url: string): EurekaPath | undefined {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const prefix = EUREKA_PREFIXES.find((candidate) => path.startsWith(`${candidate}/`));
  if (prefix === undefined) return undefined;
  const segments = decodeSegments(path.slice(prefix.length + 1));
  return segments && { segments, query: mark < 0 ? '' : url.slice(mark + 1) };
}

function decodeSegments(path: string): readonly string[] | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  if (!path.includes('%')) return segments;
  try {
    return segments.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
