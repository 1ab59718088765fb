import type { IncomingMessage } from 'node:http';
import type { FetchTarget } from '../../domain/rate-limit/fetch-limit.ts';

const FETCH = /^[^?]*\/apps(\/[^/?]*)?(?:\?|$)/;

/** What a request fetches; undefined for every other request (eureka-protocol 1.10). */
export function fetchTargetOf({ method, url = '' }: IncomingMessage): FetchTarget | undefined {
  const match = method === 'GET' ? FETCH.exec(url) : null;
  if (match === null) return undefined;
  const [, below = '/'] = match;
  if (below === '/') return 'full';
  return below === '/delta' ? 'delta' : 'application';
}
