import type { Clock } from '@vernal/core';
import type { Instance } from '../discovery/instance.ts';

interface Failures {
  readonly count: number;
  readonly ejectedUntilMs: number;
}

const FAILURES_TO_EJECT = 3;
const FIRST_EJECTION_MS = 10_000;
const LONGEST_EJECTION_MS = 30_000;

/**
 * Leaves out instances that can't be reached: after three connection failures in a row for 10 s, then
 * 20 s, then 30 s, until one call succeeds (client-sdk 1.3, 18). An instance that registers anew starts
 * without a record, because it comes as a new object.
 */
export class Ejection {
  readonly #clock: Clock;
  readonly #failures = new WeakMap<Instance, Failures>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  succeeded(instance: Instance): void {
    this.#failures.delete(instance);
  }

  failed(instance: Instance): void {
    const count = (this.#failures.get(instance)?.count ?? 0) + 1;
    const ejections = count - FAILURES_TO_EJECT;
    const doubledMs = FIRST_EJECTION_MS * 2 ** Math.min(ejections, 2);
    const ejectionMs = ejections < 0 ? 0 : Math.min(doubledMs, LONGEST_EJECTION_MS);
    this.#failures.set(instance, { count, ejectedUntilMs: this.#clock.now() + ejectionMs });
  }

  /** The list without the ejected, never more than half of it left out (client-sdk 19). */
  remaining(instances: readonly Instance[]): readonly Instance[] {
    const nowMs = this.#clock.now();
    const ejected = instances.filter((instance) => this.#untilMs(instance) > nowMs);
    if (ejected.length === 0) return instances;
    const longestFirst = ejected.sort((a, b) => this.#untilMs(b) - this.#untilMs(a));
    const out = new Set(longestFirst.slice(0, Math.floor(instances.length / 2)));
    return instances.filter((instance) => !out.has(instance));
  }

  #untilMs(instance: Instance): number {
    return this.#failures.get(instance)?.ejectedUntilMs ?? 0;
  }
}
