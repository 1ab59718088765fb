import type { InstanceInfo } from '@vernal/protocol/eureka';
import type { RegistryStore, StoredRegistry } from '../../src/ports/registry-store.ts';

/** Stands in for the registry: holds instances, and records each change in a store. */
export class HeldInstances {
  readonly store: RegistryStore;
  readonly #instances = new Map<string, InstanceInfo>();

  constructor(store: RegistryStore) {
    this.store = store;
  }

  /** What the daemon does at its start. */
  async start(): Promise<StoredRegistry> {
    const stored = await this.store.open();
    for (const instance of stored.instances) this.#instances.set(keyOf(instance), instance);
    await this.store.record(() => this.#instances.values());
    return stored;
  }

  save(instance: InstanceInfo): void {
    this.#instances.set(keyOf(instance), instance);
    this.store.save(instance);
  }

  remove(app: string, instanceId: string): void {
    this.#instances.delete(keyOf({ app, instanceId }));
    this.store.remove(app, instanceId);
  }

  /** Names of all, as `ORDERS/n1`. */
  get names(): string[] {
    return namesOf([...this.#instances.values()]);
  }
}

/** Sorted names of instances, as `ORDERS/n1`. */
export function namesOf(instances: readonly InstanceInfo[]): string[] {
  return instances.map(({ app, instanceId }) => `${app}/${instanceId}`).sort();
}

function keyOf({ app, instanceId }: Pick<InstanceInfo, 'app' | 'instanceId'>): string {
  return JSON.stringify([app, instanceId]);
}
