import type { Cancel } from '@vernal/core';

/** Who wants to know that labels may have moved. */
export class ChangeListeners {
  readonly #listeners = new Set<() => void>();

  add(run: () => void): Cancel {
    this.#listeners.add(run);
    return () => this.#listeners.delete(run);
  }

  tell(): void {
    for (const run of this.#listeners) run();
  }
}
