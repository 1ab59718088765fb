import type { Lifecycle } from '@vernal/core';
import type { Registry } from '../domain/registry.ts';
import type { Acquaintances } from '../domain/verification/acquaintances.ts';

/** Keeps the acquaintances those that are listed: at the start all that were restored, then every change. */
export function keepAcquaintances(acquaintances: Acquaintances, registry: Registry): Lifecycle {
  registry.onChange(({ kind, lease }) => {
    if (kind === 'registered') acquaintances.meet(lease);
    else if (kind === 'cancelled' || kind === 'evicted') acquaintances.part(lease);
  });
  return {
    start() {
      for (const lease of registry.table.all()) acquaintances.meet(lease);
      return Promise.resolve();
    },
    stop: () => Promise.resolve(),
  };
}
