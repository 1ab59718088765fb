import type { Clock } from '@vernal/core';

/** When a registry that starts empty lists its instances. */
export interface ReadGateRules {
  /** 0 makes readers wait after an empty start; Spring's default 1 does not. */
  readonly defaultOpenForTrafficCount: number;
  readonly waitWhenSyncEmptyMs: number;
}

/** Keeps clients from taking an empty list for the truth while instances come back (eureka-protocol 1.6). */
export class ReadGate {
  readonly #clock: Clock;
  readonly #rules: ReadGateRules;
  #closedUntilMs = 0;

  constructor(clock: Clock, rules: ReadGateRules) {
    this.#clock = clock;
    this.#rules = rules;
  }

  /** Called once, with the number of instances known at the start. */
  open(knownInstances: number): void {
    const { defaultOpenForTrafficCount, waitWhenSyncEmptyMs } = this.#rules;
    if (knownInstances > 0 || defaultOpenForTrafficCount > 0) return;
    this.#closedUntilMs = this.#clock.now() + waitWhenSyncEmptyMs;
  }

  get isOpen(): boolean {
    return this.#closedUntilMs === 0 || this.#clock.now() > this.#closedUntilMs;
  }
}
