import type { Incident } from '../incident.ts';
import type { LeaseChange } from '../lease-change.ts';
import type { Registry } from '../registry.ts';
import type { Journal } from './journal.ts';
import type { JournalEntry } from './journal-event.ts';

/** Writes what happens in the registry into the journal. */
export function recordChanges(registry: Registry, journal: Journal): void {
  registry.onChange((change) => journal.record(entryOfChange(change)));
  registry.incidents.add((incident) => {
    if (incident.kind === 'renewed-late') journal.record(entryOfLateRenewal(incident));
  });
}

function entryOfChange({ kind, lease, cause }: LeaseChange): JournalEntry {
  const { app, instanceId, status } = lease.instance;
  const { actor, origin, reason } = cause;
  const entry = { type: kind, app, instanceId, status, actor, origin };
  return reason === undefined ? entry : { ...entry, reason };
}

function entryOfLateRenewal({
  lease,
  silentMs,
  origin,
}: Extract<Incident, { kind: 'renewed-late' }>): JournalEntry {
  const { app, instanceId, status } = lease.instance;
  const reason = `silent for ${Math.round(silentMs / 1_000)} s`;
  return { type: 'renewed-after-miss', app, instanceId, status, actor: origin, origin, reason };
}
