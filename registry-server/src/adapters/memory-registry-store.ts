import type { InstanceInfo } from '@vernal/protocol/eureka';
import type { InstanceSource, RegistryStore, StoredRegistry } from '../ports/registry-store.ts';

/** Keeps nothing: the registry itself is the memory. What is recorded lasts as long as the process. */
export class MemoryRegistryStore implements RegistryStore {
  readonly state = { kind: 'memory' } as const;
  #source: InstanceSource = () => [];
  #lastAliveMs: number | undefined;

  open(): Promise<StoredRegistry> {
    return Promise.resolve({ instances: [...this.#source()], lastAliveMs: this.#lastAliveMs });
  }

  record(source: InstanceSource): Promise<void> {
    this.#source = source;
    return Promise.resolve();
  }

  save(_instance: InstanceInfo): void {}

  remove(_app: string, _instanceId: string): void {}

  flushed(): Promise<void> {
    return Promise.resolve();
  }

  markAlive(nowMs: number): void {
    this.#lastAliveMs = nowMs;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
