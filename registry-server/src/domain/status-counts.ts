import type { InstanceStatus } from '@vernal/protocol/eureka';

/** How many instances have which status, kept with each change: nobody walks the registry to know it. */
export class StatusCounts {
  readonly #counts = new Map<InstanceStatus, number>();

  add(status: InstanceStatus): void {
    this.#counts.set(status, (this.#counts.get(status) ?? 0) + 1);
  }

  remove(status: InstanceStatus): void {
    this.#counts.set(status, (this.#counts.get(status) ?? 0) - 1);
  }

  /** Statuses that no instance has may be missing or 0. */
  get byStatus(): ReadonlyMap<InstanceStatus, number> {
    return this.#counts;
  }
}
