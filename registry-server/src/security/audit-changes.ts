import { type Audit, anyone } from '@vernal/server-kit';
import type { Lease } from '../domain/lease.ts';
import type { LeaseChange } from '../domain/lease-change.ts';
import type { Registry } from '../domain/registry.ts';

/**
 * Writes down what callers do to instances: each status override that is set or taken away, and each cancel of
 * an instance that somebody else registered, or nobody knows who: the registry was started again since.
 */
export function auditChanges(registry: Registry, audit: Audit): void {
  const registrants = new WeakMap<Lease, string>();
  registry.onChange((change) => {
    const { kind, lease, cause } = change;
    if (cause.origin !== 'client') return;
    if (kind === 'registered' && cause.actor !== anyone.name) registrants.set(lease, cause.actor);
    const action = auditedAction(change, registrants.get(lease));
    if (action === undefined) return;
    const { app, instanceId } = lease.instance;
    audit.record({
      action,
      actor: cause.actor,
      target: `${app}/${instanceId}`,
      outcome: 'success',
      clientIp: cause.address,
    });
  });
}

function auditedAction(
  { kind, lease, cause }: LeaseChange,
  registrant: string | undefined,
): string | undefined {
  if (kind === 'status-changed') {
    const { overriddenStatus } = lease.instance;
    return overriddenStatus === 'UNKNOWN'
      ? 'remove-override'
      : `override-status ${overriddenStatus}`;
  }
  const isStranger = cause.actor !== registrant && cause.actor !== anyone.name;
  return kind === 'cancelled' && isStranger ? 'cancel' : undefined;
}
