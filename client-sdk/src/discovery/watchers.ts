import type { Cancel } from '@vernal/core';
import type { Instance } from './instance.ts';
import type { ServiceDirectory } from './service-directory.ts';

/** What became different in a service. An instance whose data changed is in both lists. */
export interface InstanceDiff {
  readonly added: readonly Instance[];
  readonly removed: readonly Instance[];
}

/** Told what a service has now. */
export type WatchListener = (now: readonly Instance[], diff: InstanceDiff) => void;

/** Tells whoever watches a service when it changed, and only then (client-sdk 52). */
export class Watchers {
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Map<string, Set<WatchListener>>();

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** @param service in lower case */
  add(service: string, listen: WatchListener): Cancel {
    const listeners = this.#listeners.get(service) ?? new Set();
    this.#listeners.set(service, listeners.add(listen));
    return () => {
      listeners.delete(listen);
    };
  }

  changed(before: ServiceDirectory, after: ServiceDirectory): void {
    for (const [service, listeners] of this.#listeners) {
      const was = before.byName.get(service) ?? [];
      const now = after.byName.get(service) ?? [];
      if (was === now || (was.length === 0 && now.length === 0)) continue;
      const diff = {
        added: now.filter((instance) => !was.includes(instance)),
        removed: was.filter((instance) => !now.includes(instance)),
      };
      for (const listen of listeners) this.#tell(() => listen(now, diff));
    }
  }

  #tell(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#onError(error);
    }
  }
}
