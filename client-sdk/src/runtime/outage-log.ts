import type { Logger } from '@vernal/core';

/** Tells of an outage once when it begins and once when it ends, however often it is met (client-sdk 89). */
export class OutageLog {
  readonly #logger: Logger;
  readonly #server: string;
  #problem: string | undefined;

  /** @param server as it stands in the line, e.g. `registry` */
  constructor(logger: Logger, server: string) {
    this.#logger = logger;
    this.#server = server;
  }

  /** True from a failure until the next success. */
  get lasting(): boolean {
    return this.#problem !== undefined;
  }

  failed(problem: string): void {
    if (this.#problem === undefined) {
      this.#logger.warn(`${this.#server} is unavailable, trying on`, { problem });
    }
    this.#problem = problem;
  }

  worked(): void {
    if (this.#problem !== undefined) this.#logger.info(`${this.#server} is available again`);
    this.#problem = undefined;
  }
}
