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
  const prefix = EUREKA_PREFIXES.find(
    (candidate) => url.startsWith(candidate) && url[candidate.length] === '/',
  );
  if (prefix === undefined) return undefined;
  const mark = url.indexOf('?');
  const path = url.slice(prefix.length + 1, mark < 0 ? url.length : mark);
  const segments = segmentsOf(path);
  return segments && { segments, query: mark < 0 ? '' : url.slice(mark + 1) };
}

/** By hand: `split` leaves the fast path of the engine for each URL. */
function segmentsOf(path: string): readonly string[] | undefined {
  const segments: string[] = [];
  for (let start = 0; start < path.length; ) {
    const slash = path.indexOf('/', start);
    const end = slash < 0 ? path.length : slash;
    if (end > start) segments.push(path.slice(start, end));
    start = end + 1;
  }
  return path.includes('%') ? decodeAll(segments) : segments;
}

function decodeAll(segments: readonly string[]): readonly string[] | undefined {
  try {
    return segments.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
