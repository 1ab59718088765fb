import type { Clock } from '@vernal/core';
import { Counter, Gauge, type Registry as MetricRegistry } from 'prom-client';
import type { Registry } from './domain/registry.ts';

/** Metrics of the registry; the first has the name and labels of Spring's multi-gauge (eureka-protocol 1.11). */
export function registerRegistryMetrics(
  metrics: MetricRegistry,
  registry: Registry,
  clock: Clock,
): void {
  const { selfPreservation } = registry;
  addInstancesGauge(metrics, registry);
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
  addRenewalsCounter(metrics, registry);
  addChangesCounter(metrics, registry);
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

function addInstancesGauge(metrics: MetricRegistry, registry: Registry): void {
  new Gauge({
    name: 'eureka_server_instances',
    help: 'Registered instances',
    labelNames: ['application', 'status'],
    registers: [metrics],
    collect() {
      this.reset();
      for (const { instance } of registry.table.all()) {
        this.inc({ application: instance.app, status: instance.status });
      }
    },
  });
}

function addRenewalsCounter(metrics: MetricRegistry, registry: Registry): void {
  new Counter({
    name: 'vernal_registry_renewals_total',
    help: 'Renewals since the start',
    registers: [metrics],
    collect() {
      this.reset();
      this.inc(registry.selfPreservation.renewalsTotal);
    },
  });
}

function addChangesCounter(metrics: MetricRegistry, registry: Registry): void {
  const counter = new Counter({
    name: 'vernal_registry_changes_total',
    help: 'Registrations, cancellations, evictions and status changes since the start',
    labelNames: ['kind'],
    registers: [metrics],
  });
  registry.onChange(({ kind }) => counter.inc({ kind }));
}
