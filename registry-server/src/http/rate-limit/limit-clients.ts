import type { IncomingMessage } from 'node:http';
import type { Clock } from '@vernal/core';
import { type AdmissionRule, anyone, type Principal } from '@vernal/server-kit';
import { ClientLimit } from '../../domain/rate-limit/client-limit.ts';
import type { RateLimitOptions } from '../../options/rate-limit-options.ts';
import { parseEurekaPath } from '../eureka-path.ts';

/** Turns requests of one client beyond its rate away with 429 and the time to wait. */
export function limitClients(options: RateLimitOptions, clock: Clock): AdmissionRule {
  const limit = new ClientLimit({
    burst: options.clientBurst,
    perSecond: options.clientRequestsPerSecond,
    maxClients: options.maxLimitedClients,
  });
  return (request, caller) => {
    if (!options.limitsHeartbeats && isHeartbeat(request)) return undefined;
    const waitMs = limit.refuse(clientOf(request, caller), clock.now());
    if (waitMs === undefined) return undefined;
    return { status: 429, limit: 'client', retryAfterSeconds: Math.ceil(waitMs / 1_000) };
  };
}

/** A user has one rate however many addresses it calls from; an address stands for whoever has no name. */
function clientOf({ socket }: IncomingMessage, caller: Principal): string {
  if (caller === anyone) return `address ${socket.remoteAddress ?? 'unknown'}`;
  return `user ${caller.name}`;
}

/** `PUT apps/{app}/{id}`: refusing it would cost the instance its lease. */
function isHeartbeat({ method, url = '' }: IncomingMessage): boolean {
  if (method !== 'PUT') return false;
  const { segments = [] } = parseEurekaPath(url) ?? {};
  return segments.length === 3 && segments[0] === 'apps';
}
