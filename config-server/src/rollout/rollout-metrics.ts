import { Gauge, type Registry as MetricRegistry } from 'prom-client';
import type { InstanceState } from '../domain/rollout.ts';
import type { RolloutView } from './rollout-view.ts';

const STATES: readonly InstanceState[] = ['current', 'refused', 'pending', 'late'];

/** How many instances have come how far, read when Prometheus asks. */
export function registerRolloutMetrics(registry: MetricRegistry, view: RolloutView): void {
  new Gauge({
    name: 'vernal_config_instances',
    help: 'Instances by what became of the commit that they were told of',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const rows = view.instances();
      for (const state of STATES) {
        this.set({ state }, rows.filter((row) => row.state === state).length);
      }
    },
  });
}
