import type { ServerOptions } from '../server.ts';

/**
 * What our server must be told to do as the recorded one did where its own behaviour is safer: serve the shared
 * repository in place of a team's that can't be read.
 */
export function springBehaviour(group: string): ServerOptions {
  return group === 'patterns' ? { 'vernal.config.hold-broken': false } : {};
}
