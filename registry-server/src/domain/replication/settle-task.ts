import type { InstanceInfo, ReplicationResult } from '@vernal/protocol/eureka';
import type { Cause } from '../cause.ts';
import type { Registry } from '../registry.ts';
import type { TaskResult } from './batch-outcome.ts';
import { type ReplicationTask, registerTask, type TaskTime } from './replication-task.ts';

/** Where a repair takes place. */
export interface SettleGround {
  readonly registry: Registry;
  readonly time: TaskTime;
  /** Passes a further task on to the same peer. */
  readonly offer: (task: ReplicationTask) => void;
}

/**
 * Does what the peer's answer to one task asks for (eureka-protocol 5.4). Java registers an instance with a peer
 * that does not know it when it renews; here a status that finds no instance does so too.
 */
export function settleTask(
  { request }: ReplicationTask,
  result: ReplicationResult,
  { registry, time, offer }: SettleGround,
): TaskResult {
  if (result.statusCode >= 200 && result.statusCode < 300) return 'done';
  if (result.statusCode === 404 && request.action !== 'Register') {
    const lease = registry.table.find(request.appName, request.id);
    // Gone on both sides.
    if (lease === undefined || request.action === 'Cancel') return 'done';
    offer(registerTask(lease, time));
    return 'repaired';
  }
  if (request.action !== 'Heartbeat' || result.instance === undefined) return 'failed';
  adoptInstance(registry, result.instance, CONFLICT);
  return 'adopted';
}

const CONFLICT: Cause = { origin: 'peer', actor: 'peer', reason: 'the peer knows a newer state' };

/** Takes an instance over as a peer has it, with its override. */
export function adoptInstance(registry: Registry, instance: InstanceInfo, cause: Cause): void {
  const { app, instanceId, overriddenStatus } = instance;
  if (overriddenStatus !== 'UNKNOWN') {
    registry.overrideStatus(app, instanceId, { status: overriddenStatus, cause });
  }
  registry.register(instance, cause);
}
