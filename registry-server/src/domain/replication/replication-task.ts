import type { InstanceStatus, ReplicationRequest } from '@vernal/protocol/eureka';
import { type InstanceName, instanceKey } from '../instance-key.ts';
import { type Lease, servedInstance } from '../lease.ts';
import type { LocalCommand } from '../local-command.ts';

/** Something a peer has to hear of (eureka-protocol 5.4). Immutable: all peers share it. */
export interface ReplicationTask {
  /** A newer task with the same key takes the place of the older one. */
  readonly key: string;
  /** Key of the instance: its tasks arrive in the order in which they came. */
  readonly target: string;
  readonly queuedAtMs: number;
  /** After this the peer learns of it in another way, and the task is dropped. */
  readonly expiresAtMs: number;
  readonly request: ReplicationRequest;
}

/** When a task is made, and how long one lives that has no renewal interval. */
export interface TaskTime {
  readonly nowMs: number;
  /** `eureka.server.max-time-for-replication`. */
  readonly maxTimeMs: number;
}

const WITHOUT_LEASE_MS = 90_000;

/** The task for a command that was given here. */
export function taskOf(command: LocalCommand, time: TaskTime): ReplicationTask {
  const { lease } = command;
  switch (command.kind) {
    case 'register':
      return registerTask(lease, time);
    case 'renew':
      return heartbeatTask(lease, time);
    case 'cancel':
      return cancelTask(lease.instance, time);
    case 'override-status':
      return statusTask('StatusUpdate', lease, { ...time, status: command.status });
    case 'remove-override':
      return statusTask('DeleteStatusOverride', lease, { ...time, status: command.status });
  }
}

/** The whole instance: for a registration, and for a peer that does not know it. */
export function registerTask(lease: Lease, { nowMs }: TaskTime): ReplicationTask {
  const { status, lastDirtyTimestamp } = lease.instance;
  const details = { lastDirtyTimestamp, status, instance: servedInstance(lease) };
  return task('Register', lease.instance, { nowMs, lifeMs: renewalIntervalMs(lease), details });
}

/** The end of an instance. */
export function cancelTask(
  instance: InstanceName,
  { nowMs, maxTimeMs }: TaskTime,
): ReplicationTask {
  return task('Cancel', instance, { nowMs, lifeMs: maxTimeMs });
}

function heartbeatTask(lease: Lease, { nowMs }: TaskTime): ReplicationTask {
  const { status, lastDirtyTimestamp, overriddenStatus } = lease.instance;
  const override = overriddenStatus === 'UNKNOWN' ? {} : { overriddenStatus };
  const details = { lastDirtyTimestamp, ...override, status };
  return task('Heartbeat', lease.instance, { nowMs, lifeMs: renewalIntervalMs(lease), details });
}

function statusTask(
  action: 'StatusUpdate' | 'DeleteStatusOverride',
  lease: Lease,
  { nowMs, maxTimeMs, status }: TaskTime & { readonly status: InstanceStatus },
): ReplicationTask {
  const details = { lastDirtyTimestamp: lease.instance.lastDirtyTimestamp, status };
  return task(action, lease.instance, { nowMs, lifeMs: maxTimeMs, details });
}

interface TaskContent {
  readonly nowMs: number;
  readonly lifeMs: number;
  readonly details?: Partial<ReplicationRequest>;
}

function task(
  action: ReplicationRequest['action'],
  instance: InstanceName,
  { nowMs, lifeMs, details = {} }: TaskContent,
): ReplicationTask {
  const target = instanceKey(instance);
  return {
    key: `${action}#${target}`,
    target,
    queuedAtMs: nowMs,
    expiresAtMs: nowMs + lifeMs,
    request: { appName: instance.app, id: instance.instanceId, action, ...details },
  };
}

function renewalIntervalMs({ instance: { lease } }: Lease): number {
  return lease === undefined ? WITHOUT_LEASE_MS : lease.renewalIntervalInSecs * 1000;
}
