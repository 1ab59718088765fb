import type { Lease } from './lease.ts';
import type { ListedLeases } from './listed-leases.ts';

interface Change {
  readonly atMs: number;
  readonly lease: Lease;
}

/**
 * What changed of late, for deltas (eureka-protocol 3.3): each instance once, as changed last. Holds leases,
 * so that a delta shows their current state. Adding and dropping a change cost the same however many there are.
 */
export class RecentChanges implements ListedLeases {
  readonly #applications = new Map<string, Map<string, Change>>();
  /** In the order of time; one that a later change of the instance replaced is skipped when its time comes. */
  readonly #queue: Change[] = [];
  readonly #retentionMs: number;

  /** @param retentionMs how long a change stays in the delta */
  constructor(retentionMs: number) {
    this.#retentionMs = retentionMs;
  }

  add(lease: Lease, nowMs: number): void {
    const { app, instanceId } = lease.instance;
    const change = { atMs: nowMs, lease };
    this.#queue.push(change);
    let changes = this.#applications.get(app);
    if (changes === undefined) {
      changes = new Map();
      this.#applications.set(app, changes);
    }
    changes.set(instanceId, change);
  }

  /** Drops what is older than the retention time; gives the applications that lost a change. */
  prune(nowMs: number): ReadonlySet<string> {
    const kept = this.#queue.findIndex((change) => change.atMs >= nowMs - this.#retentionMs);
    const old = this.#queue.splice(0, kept < 0 ? this.#queue.length : kept);
    return new Set(old.filter((change) => this.#drop(change)).map(appOf));
  }

  names(): Iterable<string> {
    return this.#applications.keys();
  }

  count(app: string): number {
    return this.#applications.get(app)?.size ?? 0;
  }

  *of(app: string): Iterable<Lease> {
    for (const { lease } of this.#applications.get(app)?.values() ?? []) yield lease;
  }

  /** False when a later change took its place. */
  #drop(change: Change): boolean {
    const { app, instanceId } = change.lease.instance;
    const changes = this.#applications.get(app);
    if (changes?.get(instanceId) !== change) return false;
    changes.delete(instanceId);
    if (changes.size === 0) this.#applications.delete(app);
    return true;
  }
}

function appOf({ lease }: Change): string {
  return lease.instance.app;
}
