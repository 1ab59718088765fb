import type { IncomingHttpHeaders } from 'node:http';
import type { Origin } from '../domain/status-rules.ts';

/** A peer marks what it passes on with exactly `true` (eureka-protocol 1.9). */
export function originOf(headers: IncomingHttpHeaders): Origin {
  return headers['x-netflix-discovery-replication'] === 'true' ? 'peer' : 'client';
}
