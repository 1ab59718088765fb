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
    async collect() {
      const counts = new Map(STATES.map((state) => [state, 0]));
      for await (const rows of view.slices()) {
        for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1);
      }
      for (const [state, count] of counts) this.set({ state }, count);
    },
  });
}
