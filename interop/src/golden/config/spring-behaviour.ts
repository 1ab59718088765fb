import type { ServerOptions } from '../server.ts';
import type { Group } from './group.ts';

/**
 * What our server must be told to do as the recorded one did: answer as its release train, and, where its own
 * behaviour is safer, serve the shared repository in place of a team's that can't be read.
 */
export function springBehaviour({ name, server }: Group): ServerOptions {
  return {
    'vernal.config.release-train': server.train,
    ...(name === 'patterns' ? { 'vernal.config.hold-broken': false } : {}),
  };
}
