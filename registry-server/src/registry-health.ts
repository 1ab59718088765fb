import type { HealthIndicator } from '@vernal/server-kit';
import type { RegistryStore } from './ports/registry-store.ts';
import type { PreservationView } from './preservation/preservation-view.ts';

const IN_WORDS = { off: 'off', evicting: 'on, leases expire', suspended: 'on, eviction suspended' };

/** Component `registry`: sizes and self-preservation, in Eureka's words (console-and-observability 2.1). */
export function registryHealth(readPreservation: () => PreservationView): HealthIndicator {
  return {
    name: 'registry',
    check() {
      const view = readPreservation();
      const { mode, why, endsWhen, kept } = view;
      return {
        status: 'UP',
        details: {
          apps: view.applications.length,
          instances: view.instances,
          expired: view.expiredInstances,
          renewsLastMin: view.renewalsLastMinute,
          threshold: view.threshold,
          selfPreservation: IN_WORDS[view.state],
          preservation: { mode, why, ...(endsWhen && { endsWhen }), ...(kept && { kept }) },
        },
      };
    },
  };
}

/** Component `registryStore`: DOWN while registrations live in memory only. */
export function storeHealth(store: RegistryStore): HealthIndicator {
  return {
    name: 'registryStore',
    check() {
      const { state } = store;
      if (state.kind !== 'degraded') return { status: 'UP', details: { store: state.kind } };
      return { status: 'DOWN', details: { store: 'degraded', problem: state.problem } };
    },
  };
}
