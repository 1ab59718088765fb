import { type Cancel, type Logger, messageOf } from '@vernal/core';

/** Those who want to know of every connect; one that throws stops no other. */
export class ConnectListeners {
  readonly #listeners = new Set<{ readonly run: () => void }>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add(run: () => void): Cancel {
    const listener = { run };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  notify(): void {
    for (const { run } of [...this.#listeners]) {
      try {
        run();
      } catch (error) {
        this.#logger.error('a listener to bus connects failed', { error: messageOf(error) });
      }
    }
  }
}
