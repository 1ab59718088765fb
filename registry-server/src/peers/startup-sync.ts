import type { Logger, Timers } from '@vernal/core';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import type { StartupSync } from '../ports/startup-sync.ts';
import { pause } from './pause.ts';
import type { PeerNode } from './peer-node.ts';

/** How often and whom to ask. */
export interface StartupSyncParts {
  /** The peers to ask, in order. */
  readonly peers: () => Promise<readonly PeerNode[]>;
  readonly attempts: number;
  /** Pause between attempts. */
  readonly waitMs: number;
  readonly timers: Timers;
  readonly logger: Logger;
  /** Ends the waiting when the registry is stopped meanwhile. */
  readonly signal: AbortSignal;
}

/**
 * Asks one peer after the other for everything, until one has anything (eureka-protocol 5.5). Java's default
 * asks nobody; a node that comes back must not serve an empty list, so ours asks each once.
 */
export function createStartupSync(parts: StartupSyncParts): StartupSync {
  return {
    async fetch() {
      const peers = await parts.peers();
      let empty: readonly InstanceInfo[] | undefined;
      for (let attempt = 0; attempt < parts.attempts && peers.length > 0; attempt += 1) {
        if (attempt > 0) await pause(parts.waitMs, parts.timers, parts.signal);
        if (parts.signal.aborted) return undefined;
        const answer = await askInTurn(peers, parts.logger);
        if (answer !== undefined && answer.length > 0) return answer;
        empty ??= answer;
      }
      return empty;
    },
  };
}

/** The first answer with instances; without one, an empty answer; undefined when none answered. */
async function askInTurn(
  peers: readonly PeerNode[],
  logger: Logger,
): Promise<readonly InstanceInfo[] | undefined> {
  let empty: readonly InstanceInfo[] | undefined;
  for (const peer of peers) {
    const answer = await peer.exchange.fetchAll();
    if (answer.kind === 'failed') {
      logger.warn('a peer gives no list', { peer: peer.name, problem: answer.problem });
      continue;
    }
    const instances = answer.applications.applications.flatMap((one) => one.instances);
    if (instances.length === 0) {
      empty = instances;
      continue;
    }
    logger.info('took the registry over from a peer', {
      peer: peer.name,
      instances: instances.length,
    });
    return instances;
  }
  return empty;
}
