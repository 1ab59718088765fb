import type { Lifecycle } from '@vernal/core';
import { servedInstance } from './domain/lease.ts';
import type { Registry } from './domain/registry.ts';
import type { RegistryStore } from './ports/registry-store.ts';

/** Records every change of the registry in the store, and at the start takes over what the store kept. */
export function keepRegistry(registry: Registry, store: RegistryStore): Lifecycle {
  registry.onChange(({ kind, lease }) => {
    const { app, instanceId } = lease.instance;
    if (kind === 'cancelled' || kind === 'evicted') store.remove(app, instanceId);
    else store.save(servedInstance(lease));
  });
  return {
    async start() {
      await store.start();
      registry.restore(await store.load());
    },
    stop: () => store.stop(),
  };
}
