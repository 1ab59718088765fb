import type { Clock } from '@vernal/core';
import { Gauge, type Registry as MetricRegistry } from 'prom-client';
import type { InstanceCounts } from './domain/instance-counts.ts';
import type { Registry } from './domain/registry.ts';
import { countOperations } from './operation-metrics.ts';

/** What is measured. */
export interface RegistryMetricsParts {
  readonly registry: Registry;
  readonly counts: InstanceCounts;
  readonly clock: Clock;
}

/** Metrics of the registry; the first has the name and labels of Spring's multi-gauge (eureka-protocol 1.11). */
export function registerRegistryMetrics(
  metrics: MetricRegistry,
  { registry, counts, clock }: RegistryMetricsParts,
): void {
  const { selfPreservation } = registry;
  addInstancesGauge(metrics, counts);
  addGauge(metrics, 'vernal_registry_renewals_last_minute', 'Renewals of the last minute', () =>
    selfPreservation.renewalsLastMinute(clock.now()),
  );
  addGauge(
    metrics,
    'vernal_registry_renewals_threshold',
    'Renewals needed for eviction',
    () => selfPreservation.threshold,
  );
  addGauge(metrics, 'vernal_registry_eviction_suspended', '1 while leases do not expire', () =>
    selfPreservation.allowsExpiration(clock.now()) ? 0 : 1,
  );
  countOperations(metrics, registry);
}

function addGauge(metrics: MetricRegistry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [metrics],
    collect() {
      this.set(read());
    },
  });
}

function addInstancesGauge(metrics: MetricRegistry, counts: InstanceCounts): void {
  new Gauge({
    name: 'eureka_server_instances',
    help: 'Registered instances',
    labelNames: ['application', 'status'],
    registers: [metrics],
    collect() {
      this.reset();
      for (const [application, statuses] of counts.byApplication()) {
        for (const [status, count] of statuses) {
          this.set({ application, status }, count);
        }
      }
    },
  });
}
