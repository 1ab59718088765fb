import { instanceKey } from '../domain/instance-key.ts';
import { taskOf } from '../domain/replication/replication-task.ts';
import type { PeerNodes } from './peer-nodes.ts';
import type { PeersGround } from './peers-ground.ts';

/**
 * Passes on what clients command here (eureka-protocol 4.2, 4.3, 4.5); what a peer cancels needs nothing of it any
 * more.
 *
 * @param maxTimeMs how long what has no renewal interval waits for a peer
 */
export function replicateCommands(
  nodes: PeerNodes,
  maxTimeMs: number,
  { registry, clock }: PeersGround,
): void {
  registry.onCommand((command) => {
    if (nodes.isEmpty) return;
    nodes.offer(taskOf(command, { nowMs: clock.now(), maxTimeMs }));
  });
  registry.onChange(({ kind, cause, lease: { instance } }) => {
    if (kind === 'cancelled' && cause.origin === 'peer') nodes.forget(instanceKey(instance));
  });
}
