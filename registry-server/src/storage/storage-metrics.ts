import { Gauge, type Registry as MetricRegistry } from 'prom-client';
import type { UnconfirmedLeases } from '../domain/unconfirmed-leases.ts';
import type { RegistryStore } from '../ports/registry-store.ts';

/** What is measured. */
export interface StorageMetricsParts {
  readonly unconfirmed: UnconfirmedLeases;
  readonly store: Pick<RegistryStore, 'state'>;
}

/** How far the registry can be relied on after a restart, and before the next one. */
export function registerStorageMetrics(
  metrics: MetricRegistry,
  { unconfirmed, store }: StorageMetricsParts,
): void {
  new Gauge({
    name: 'vernal_registry_unconfirmed_instances',
    help: 'Restored instances that neither renewed nor are known to a peer since the start',
    registers: [metrics],
    collect() {
      this.set(unconfirmed.list().length);
    },
  });
  new Gauge({
    name: 'vernal_registry_store_degraded',
    help: '1 while registrations live in memory only because the store cannot be written',
    registers: [metrics],
    collect() {
      this.set(store.state.kind === 'degraded' ? 1 : 0);
    },
  });
}
