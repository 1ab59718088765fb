import { type Cancel, type Logger, messageOf, type Timers, VernalError } from '@vernal/core';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import type { RegistryStore, StoreState } from '../ports/registry-store.ts';
import { documentKey, NedbDocuments } from './nedb-documents.ts';

/** How long a store that failed waits before it tries its file again. */
const RETRY_AFTER_MS = 30_000;

/** What the store works with. */
export interface NedbRegistryStoreOptions {
  /** Folder of the file `instances.db`; made when it is missing. */
  readonly dataDir: string;
  readonly timers: Timers;
  readonly logger: Logger;
}

/**
 * Keeps instances in a file. A change is written as soon as the write before it has ended, together with
 * all that came meanwhile; nothing is synced, so that a killed process loses nothing and a power cut may.
 */
export class NedbRegistryStore implements RegistryStore {
  readonly #options: NedbRegistryStoreOptions;
  /** Everything kept, for a file that has to be written anew. */
  readonly #kept = new Map<string, InstanceInfo>();
  #pending = new Map<string, InstanceInfo | undefined>();
  #documents: NedbDocuments | undefined;
  #writing: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #problem: string | undefined;
  #cancelRetry: Cancel = () => undefined;
  #stopped = false;

  constructor(options: NedbRegistryStoreOptions) {
    this.#options = options;
  }

  get state(): StoreState {
    return this.#problem === undefined
      ? { kind: 'durable' }
      : { kind: 'degraded', problem: this.#problem };
  }

  /** @throws VernalError `REGISTRY_STORE_FORMAT` when the file is not ours to touch */
  async start(): Promise<void> {
    try {
      await this.#open();
      for (const instance of this.#documents?.instances ?? []) {
        this.#kept.set(documentKey(instance.app, instance.instanceId), instance);
      }
    } catch (error) {
      if (error instanceof VernalError) throw error;
      this.#degrade(error);
    }
  }

  /** Writes what waits. */
  async stop(): Promise<void> {
    await this.flushed();
    this.#stopped = true;
    this.#cancelRetry();
    await this.#writing;
  }

  load(): Promise<readonly InstanceInfo[]> {
    return Promise.resolve([...this.#kept.values()]);
  }

  save(instance: InstanceInfo): void {
    const key = documentKey(instance.app, instance.instanceId);
    this.#kept.set(key, instance);
    this.#record(key, instance);
  }

  remove(app: string, instanceId: string): void {
    const key = documentKey(app, instanceId);
    this.#kept.delete(key);
    this.#record(key, undefined);
  }

  flushed(): Promise<void> {
    if (this.#problem !== undefined) return Promise.resolve();
    if (this.#pending.size === 0) return this.#writing ?? Promise.resolve();
    this.#next ??= (this.#writing ?? Promise.resolve()).then(() => this.#writeNext());
    return this.#next;
  }

  #record(key: string, instance: InstanceInfo | undefined): void {
    if (this.#stopped) return;
    this.#pending.set(key, instance);
    void this.flushed();
  }

  #writeNext(): Promise<void> {
    this.#next = undefined;
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #write(): Promise<void> {
    const writes = this.#pending;
    this.#pending = new Map();
    try {
      await this.#documents?.write(writes);
      if (this.#documents?.isWasteful) await this.#open();
    } catch (error) {
      for (const [key, instance] of writes) {
        if (!this.#pending.has(key)) this.#pending.set(key, instance);
      }
      this.#degrade(error);
    }
  }

  async #open(): Promise<void> {
    this.#documents = await NedbDocuments.open(this.#options.dataDir);
  }

  #degrade(error: unknown): void {
    const { logger, timers, dataDir } = this.#options;
    if (this.#problem === undefined) {
      logger.error('the registry cannot write its file: registrations live in memory only', {
        dataDir,
        error,
      });
    }
    this.#problem = messageOf(error);
    if (this.#stopped) return;
    this.#cancelRetry = timers.after(RETRY_AFTER_MS, () => {
      this.#writing = this.#recover().finally(() => {
        this.#writing = undefined;
      });
    });
  }

  /** Opens the file anew and writes everything that it must hold. */
  async #recover(): Promise<void> {
    const writes = new Map<string, InstanceInfo | undefined>([...this.#pending, ...this.#kept]);
    this.#pending = new Map();
    try {
      await this.#open();
      await this.#documents?.write(writes);
      this.#problem = undefined;
      this.#options.logger.info('the registry writes its file again');
    } catch (error) {
      this.#pending = new Map([...writes, ...this.#pending]);
      this.#degrade(error);
    }
  }
}
