import type { Cancel, Lifecycle, Random, Timers } from '@vernal/core';
import type { GitHost } from './git-hosts.ts';

/** Polls come up to so much later than they could, so that repositories don't stay in step. */
const JITTER = 0.2;

/** What a schedule of polls works with. */
export interface PollScheduleParts {
  readonly host: GitHost;
  readonly timers: Timers;
  readonly random: Random;
  /** How long there is nothing to poll for; 0 or less when a poll is due. Asked again when the time has come. */
  readonly restMs: () => number;
  readonly poll: () => Promise<void>;
}

/** Checks of a remote that nobody waits for: when they are due, at a turn that the host grants. */
export class PollSchedule implements Lifecycle {
  readonly #parts: PollScheduleParts;
  #cancel: Cancel | undefined;
  #stopped = false;

  constructor(parts: PollScheduleParts) {
    this.#parts = parts;
  }

  start(): Promise<void> {
    if (!this.#stopped) this.#rest();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    return Promise.resolve();
  }

  #rest(): void {
    const { random, restMs } = this.#parts;
    const ms = Math.max(0, restMs());
    this.#after(ms + random.below(Math.floor(ms * JITTER)), () => this.#due());
  }

  #due(): void {
    const { host, restMs } = this.#parts;
    if (restMs() > 0) this.#rest();
    else this.#after(host.takePollTurn(), () => void this.#poll());
  }

  async #poll(): Promise<void> {
    await this.#parts.poll();
    if (!this.#stopped) this.#rest();
  }

  #after(delayMs: number, run: () => void): void {
    this.#cancel = this.#parts.timers.after(delayMs, run);
  }
}
