import type { Clock } from '../time/clock.ts';
import type { Cancel, Timers } from '../time/timers.ts';

interface Due {
  atMs: number;
  readonly intervalMs: number | undefined;
  readonly run: () => void;
}

/** Clock and timers that move only when a test says so. */
export class ManualTime implements Clock, Timers {
  #nowMs: number;
  readonly #due = new Set<Due>();

  /** @param startMs where time begins, in milliseconds since 1970 */
  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): Cancel {
    return this.#add({ atMs: this.#nowMs + delayMs, intervalMs: undefined, run });
  }

  every(intervalMs: number, run: () => void): Cancel {
    return this.#add({ atMs: this.#nowMs + intervalMs, intervalMs, run });
  }

  /** How many timers wait. 0 after a clean stop. */
  get pending(): number {
    return this.#due.size;
  }

  /** Moves time on, fires what falls due in order, and lets promises settle after each. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.#nowMs + byMs;
    for (let next = this.#next(untilMs); next !== undefined; next = this.#next(untilMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      if (next.intervalMs === undefined) this.#due.delete(next);
      else next.atMs += next.intervalMs;
      next.run();
      await settle();
    }
    this.#nowMs = untilMs;
    await settle();
  }

  #add(due: Due): Cancel {
    this.#due.add(due);
    return () => this.#due.delete(due);
  }

  #next(untilMs: number): Due | undefined {
    let earliest: Due | undefined;
    for (const due of this.#due) {
      if (due.atMs <= untilMs && (earliest === undefined || due.atMs < earliest.atMs))
        earliest = due;
    }
    return earliest;
  }
}

/** Lets everything that is already resolved run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
