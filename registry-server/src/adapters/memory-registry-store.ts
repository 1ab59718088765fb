import type { InstanceInfo } from '@vernal/protocol/eureka';
import type { RegistryStore } from '../ports/registry-store.ts';

/** A store that lasts as long as the process. */
export class MemoryRegistryStore implements RegistryStore {
  readonly state = { kind: 'memory' } as const;
  readonly #instances = new Map<string, InstanceInfo>();

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  load(): Promise<readonly InstanceInfo[]> {
    return Promise.resolve([...this.#instances.values()]);
  }

  save(instance: InstanceInfo): void {
    this.#instances.set(`${instance.app}/${instance.instanceId}`, instance);
  }

  remove(app: string, instanceId: string): void {
    this.#instances.delete(`${app}/${instanceId}`);
  }

  flushed(): Promise<void> {
    return Promise.resolve();
  }
}
