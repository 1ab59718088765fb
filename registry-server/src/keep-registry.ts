import type { Lifecycle } from '@vernal/core';
import { servedInstance } from './domain/lease.ts';
import type { ReadGate } from './domain/read-gate.ts';
import type { Registry } from './domain/registry.ts';
import type { RegistryStore } from './ports/registry-store.ts';

/** Records every change of the registry in the store, and at the start takes over what the store kept and opens for readers. */
export function keepRegistry(registry: Registry, store: RegistryStore, gate: ReadGate): Lifecycle {
  registry.onChange(({ kind, lease }) => {
    const { app, instanceId } = lease.instance;
    if (kind === 'cancelled' || kind === 'evicted') store.remove(app, instanceId);
    else store.save(servedInstance(lease));
  });
  return {
    async start() {
      await store.start();
      registry.restore(await store.load());
      gate.open(registry.table.size);
    },
    stop: () => store.stop(),
  };
}
