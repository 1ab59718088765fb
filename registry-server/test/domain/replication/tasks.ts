import { grantLease } from '../../../src/domain/lease.ts';
import type { LocalCommand } from '../../../src/domain/local-command.ts';
import { type ReplicationTask, taskOf } from '../../../src/domain/replication/replication-task.ts';
import { leaseOf, sampleInstance } from '../../sample-instance.ts';

/** A task of an instance of `ORDERS` that renews every 30 s, made at `nowMs`. */
export function taskFor(
  kind: 'register' | 'renew' | 'cancel' | 'override-status',
  instanceId: string,
  nowMs = 0,
): ReplicationTask {
  const terms = { ...leaseOf(90).lease, renewalIntervalInSecs: 30 };
  const instance = sampleInstance({ instanceId, lease: terms as never });
  const lease = grantLease(instance, nowMs);
  const command: LocalCommand =
    kind === 'override-status' ? { kind, lease, status: 'OUT_OF_SERVICE' } : { kind, lease };
  return taskOf(command, { nowMs, maxTimeMs: 30_000 });
}

/** What stands in a batch, short: `Register n1`. */
export function namesOf(
  batch: readonly { readonly action: string; readonly id: string }[],
): readonly string[] {
  return batch.map(({ action, id }) => `${action} ${id}`);
}
