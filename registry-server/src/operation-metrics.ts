import { Counter, type Registry as MetricRegistry } from 'prom-client';
import type { Incident } from './domain/incident.ts';
import type { LeaseChange } from './domain/lease-change.ts';
import type { Registry } from './domain/registry.ts';

interface Operation {
  readonly operation: 'register' | 'renew' | 'cancel' | 'evict' | 'change-status';
  /** `unknown`: there was no such instance. `late`: a renewal after one that was missed; it counts as `ok` too. */
  readonly result: 'ok' | 'unknown' | 'late';
}

const RENEWED: Operation = { operation: 'renew', result: 'ok' };
const EVICTED: Operation = { operation: 'evict', result: 'ok' };
const CANCELLED: Operation = { operation: 'cancel', result: 'ok' };
const REGISTERED: Operation = { operation: 'register', result: 'ok' };
const STATUS_CHANGED: Operation = { operation: 'change-status', result: 'ok' };

const OPERATION_OF_CHANGE: Readonly<Record<LeaseChange['kind'], Operation>> = {
  registered: REGISTERED,
  cancelled: CANCELLED,
  evicted: EVICTED,
  'status-changed': STATUS_CHANGED,
  'override-changed': STATUS_CHANGED,
};

const OPERATION_OF_INCIDENT: Readonly<Record<Incident['kind'], Operation>> = {
  'renewed-late': { operation: 'renew', result: 'late' },
  'unknown-renewed': { operation: 'renew', result: 'unknown' },
  'unknown-cancelled': { operation: 'cancel', result: 'unknown' },
};

/** `vernal_registry_operations_total`: what Eureka counts as `renewCounter`, `cancelNotFoundCounter` and so on. */
export function countOperations(metrics: MetricRegistry, registry: Registry): void {
  let renewalsCounted = 0;
  const counter = new Counter({
    name: 'vernal_registry_operations_total',
    help: 'Operations on leases since the start, by what became of them',
    labelNames: ['operation', 'result'],
    registers: [metrics],
    collect() {
      // Heartbeats are counted where they are taken: one addition each.
      const { renewalsTotal } = registry.selfPreservation;
      this.inc({ ...RENEWED }, renewalsTotal - renewalsCounted);
      renewalsCounted = renewalsTotal;
    },
  });
  // A series that is there from the start shows its first event as an increase.
  for (const operation of [
    ...Object.values(OPERATION_OF_CHANGE),
    ...Object.values(OPERATION_OF_INCIDENT),
  ]) {
    counter.inc({ ...operation }, 0);
  }
  registry.onChange(({ kind }) => counter.inc({ ...OPERATION_OF_CHANGE[kind] }));
  registry.incidents.add(({ kind }) => counter.inc({ ...OPERATION_OF_INCIDENT[kind] }));
}
