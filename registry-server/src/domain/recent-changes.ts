import type { Lease } from './lease.ts';

/** What changed of late, for deltas (eureka-protocol 3.3). Holds leases, so that a delta shows their current state. */
export class RecentChanges {
  #queue: { readonly atMs: number; readonly lease: Lease }[] = [];
  readonly #retentionMs: number;

  /** @param retentionMs how long a change stays in the delta */
  constructor(retentionMs: number) {
    this.#retentionMs = retentionMs;
  }

  add(lease: Lease, nowMs: number): void {
    this.#queue.push({ atMs: nowMs, lease });
  }

  /** Drops what is older than the retention time; true when there was something to drop. */
  prune(nowMs: number): boolean {
    const kept = this.#queue.filter((change) => change.atMs >= nowMs - this.#retentionMs);
    const isPruned = kept.length < this.#queue.length;
    this.#queue = kept;
    return isPruned;
  }

  /** Each changed lease once per instance: the one queued last. */
  leases(): Iterable<Lease> {
    const latest = new Map<string, Lease>();
    for (const { lease } of this.#queue) {
      latest.set(`${lease.instance.app}/${lease.instance.instanceId}`, lease);
    }
    return latest.values();
  }
}
