import type { Clock } from '@vernal/core';
import type { InstanceStatus } from '@vernal/protocol/eureka';

/** An override that nobody looked at for an hour is gone (eureka-protocol 4.7). */
const EXPIRES_AFTER_MS = 3_600_000;

interface Override {
  readonly status: InstanceStatus;
  lastAccessMs: number;
}

/** Statuses that an operator put in force, by instance id: not by application, as in Java (4.7). */
export class StatusOverrides {
  readonly #overrides = new Map<string, Override>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The override in force; looking at it keeps it. */
  get(instanceId: string): InstanceStatus | undefined {
    const override = this.#overrides.get(instanceId);
    if (override === undefined) return undefined;
    const nowMs = this.#clock.now();
    if (nowMs - override.lastAccessMs >= EXPIRES_AFTER_MS) {
      this.#overrides.delete(instanceId);
      return undefined;
    }
    override.lastAccessMs = nowMs;
    return override.status;
  }

  /** Whether there may be one; looking so does not keep it. */
  has(instanceId: string): boolean {
    return this.#overrides.size > 0 && this.#overrides.has(instanceId);
  }

  set(instanceId: string, status: InstanceStatus): void {
    this.#overrides.set(instanceId, { status, lastAccessMs: this.#clock.now() });
  }

  /** True when there was one. */
  remove(instanceId: string): boolean {
    return this.#overrides.delete(instanceId);
  }
}
