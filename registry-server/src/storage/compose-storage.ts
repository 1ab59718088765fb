import { type Lifecycle, sequence } from '@vernal/core';
import { createDataFolderLock, type DaemonHost } from '@vernal/server-kit';
import { MemoryRegistryStore } from '../adapters/memory-registry-store.ts';
import { NedbRegistryStore } from '../adapters/nedb-registry-store.ts';
import type { RegistryStore } from '../ports/registry-store.ts';
import type { RegistryOptions } from '../registry-options.ts';

/** Where the registry is kept. */
export interface Storage {
  readonly store: RegistryStore;
  /** Keeps other processes off the store; begins before it is opened and ends after it is closed. */
  readonly lock: Lifecycle;
}

/** Makes the store that the options name. */
export function composeStorage(options: RegistryOptions, host: DaemonHost): Storage {
  if (options.store === 'memory') return { store: new MemoryRegistryStore(), lock: sequence([]) };
  return { store: new NedbRegistryStore(host), lock: createDataFolderLock(host) };
}
