import type { Logger } from '@vernal/core';
import type { Emit, ServerUse } from './client-events.ts';

/**
 * Whether a server can be reached. Told once when it can't any more and once when it can again, however
 * often it is tried meanwhile (client-sdk 89).
 */
export class Outage {
  readonly #use: ServerUse;
  readonly #emit: Emit;
  readonly #logger: Logger;
  #problem: string | undefined;

  constructor(use: ServerUse, emit: Emit, logger: Logger) {
    this.#use = use;
    this.#emit = emit;
    this.#logger = logger;
  }

  /** Why the server can't be reached; undefined while it can. */
  get problem(): string | undefined {
    return this.#problem;
  }

  begin(problem: string): void {
    const first = this.#problem === undefined;
    this.#problem = problem;
    if (!first) return;
    this.#logger.warn(`${this.#use} is unavailable, trying on`, { problem });
    this.#emit('server:unavailable', { use: this.#use, problem });
  }

  end(): void {
    if (this.#problem === undefined) return;
    this.#problem = undefined;
    this.#logger.info(`${this.#use} is available again`);
    this.#emit('server:available', { use: this.#use });
  }
}
