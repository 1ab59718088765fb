import type { InstanceStatus } from '@vernal/protocol/eureka';
import type { LeaseTable } from './lease-table.ts';
import type { Registry } from './registry.ts';

/** How many instances have which status; only statuses that occur. */
export type CountsByStatus = ReadonlyMap<InstanceStatus, number>;

/** Counts instances by application and status for whoever looks; a look costs what changed since the last one. */
export class InstanceCounts {
  readonly #table: LeaseTable;
  readonly #counts = new Map<string, CountsByStatus>();
  readonly #changed = new Set<string>();
  #counted = 0;

  constructor(registry: Registry) {
    this.#table = registry.table;
    registry.onChange(({ lease }) => this.#changed.add(lease.instance.app));
  }

  /** Applications without instances are not in it. */
  byApplication(): ReadonlyMap<string, CountsByStatus> {
    for (const app of this.#changed) this.#count(app);
    this.#changed.clear();
    if (this.#counted !== this.#table.size) this.#countAll();
    return this.#counts;
  }

  /** Over all applications. */
  total(): CountsByStatus {
    const total = new Map<InstanceStatus, number>();
    for (const counts of this.byApplication().values()) {
      for (const [status, count] of counts) total.set(status, (total.get(status) ?? 0) + count);
    }
    return total;
  }

  /** What was restored at the start was no change. */
  #countAll(): void {
    this.#counts.clear();
    this.#counted = 0;
    for (const app of this.#table.names()) this.#count(app);
  }

  #count(app: string): void {
    for (const count of this.#counts.get(app)?.values() ?? []) this.#counted -= count;
    this.#counts.delete(app);
    const counts = new Map<InstanceStatus, number>();
    for (const { instance } of this.#table.of(app)) {
      counts.set(instance.status, (counts.get(instance.status) ?? 0) + 1);
      this.#counted += 1;
    }
    if (counts.size > 0) this.#counts.set(app, counts);
  }
}
