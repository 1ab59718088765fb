import { Gauge, type Registry as MetricRegistry } from 'prom-client';
import {
  KEPT_BECAUSE,
  type VerificationCounts,
} from '../domain/verification/verification-counts.ts';

/** `vernal_registry_kept_instances{reason}`: expired instances that asking keeps, with four reasons at most. */
export function registerKeptInstances(
  metrics: MetricRegistry,
  counts: () => VerificationCounts,
): void {
  new Gauge({
    name: 'vernal_registry_kept_instances',
    help: 'Expired instances that are kept after they were asked',
    labelNames: ['reason'],
    registers: [metrics],
    collect() {
      const now = counts();
      for (const reason of KEPT_BECAUSE) this.set({ reason }, now[reason]);
    },
  });
}
