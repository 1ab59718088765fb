import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { anyone, principalOf } from '@vernal/server-kit';
import type { Cause, Origin } from '../domain/cause.ts';

/** A peer marks what it passes on with exactly `true` (eureka-protocol 1.9). */
export function originOf(headers: IncomingHttpHeaders): Origin {
  return headers['x-netflix-discovery-replication'] === 'true' ? 'peer' : 'client';
}

/** Who commands, as far as the request proves it. */
export function causeOf(request: IncomingMessage): Cause {
  const { remoteAddress } = request.socket;
  return {
    origin: originOf(request.headers),
    actor: (principalOf(request) ?? anyone).name,
    ...(remoteAddress !== undefined && { address: remoteAddress }),
  };
}
