import type { Clock } from '@vernal/core';
import type { HealthIndicator } from '@vernal/server-kit';
import type { Registry } from './domain/registry.ts';
import type { RegistryStore } from './ports/registry-store.ts';

/** Component `registry`: sizes and self-preservation, in Eureka's words (console-and-observability 2.1). */
export function registryHealth(registry: Registry, clock: Clock): HealthIndicator {
  return {
    name: 'registry',
    check() {
      const nowMs = clock.now();
      const { selfPreservation, table } = registry;
      const evicts = selfPreservation.allowsExpiration(nowMs);
      return {
        status: 'UP',
        details: {
          apps: [...table.names()].length,
          instances: table.size,
          renewsLastMin: selfPreservation.renewalsLastMinute(nowMs),
          threshold: selfPreservation.threshold,
          selfPreservation: selfPreservationState(selfPreservation.isEnabled, evicts),
        },
      };
    },
  };
}

function selfPreservationState(isEnabled: boolean, evicts: boolean): string {
  if (!isEnabled) return 'off';
  return evicts ? 'on, leases expire' : 'on, eviction suspended';
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
