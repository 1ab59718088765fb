import { isExpired, type Lease } from './lease.ts';

const BUCKET_MS = 1_000;
const HORIZON_MS = 300_000;

/** Finds the lease that an instance has now. */
export type FindLease = (app: string, instanceId: string) => Lease | undefined;

/** What falls due in one second: names only, so that a lease that was replaced is not kept in memory. */
interface Bucket {
  readonly apps: string[];
  readonly ids: string[];
}

/**
 * Leases by the second in which they may have expired. A renewal does not touch it: when a lease falls due,
 * it is looked at, and filed again if it renewed meanwhile. So a renewal stays one assignment, each lease
 * is looked at once per lease time, and a run costs what fell due, not what is registered. It takes two
 * pointers in a bucket and one number in the lease.
 */
export class ExpiryQueue {
  readonly #find: FindLease;
  readonly #buckets = new Map<number, Bucket>();

  constructor(find: FindLease) {
    this.#find = find;
  }

  /** Sees to it that a lease is looked at when it expires, or earlier. */
  file(lease: Lease, nowMs: number): void {
    const dueAtMs = Math.min(lease.lastUpdateMs + lease.durationMs, nowMs + HORIZON_MS);
    const second = Math.floor(dueAtMs / BUCKET_MS);
    if (lease.dueSecond > 0 && lease.dueSecond <= second) return;
    lease.dueSecond = second;
    const { apps, ids } = this.#bucketOf(second);
    apps.push(lease.instance.app);
    ids.push(lease.instance.instanceId);
  }

  /** All leases that have expired; each is given again by the next call, until it renews or ends. */
  expired(nowMs: number, graceMs = 0): readonly Lease[] {
    const expired: Lease[] = [];
    for (const [second, bucket] of this.#takeDue(nowMs)) {
      for (const lease of this.#leasesOf(second, bucket)) {
        if (isExpired(lease, nowMs, graceMs)) expired.push(lease);
        lease.dueSecond = 0;
        this.file(lease, nowMs);
      }
    }
    return expired;
  }

  /** Leaves out who ended, and who was filed for another second since. */
  *#leasesOf(second: number, { apps, ids }: Bucket): Iterable<Lease> {
    for (const [index, app] of apps.entries()) {
      const lease = this.#find(app, ids[index] ?? '');
      if (lease?.dueSecond === second) yield lease;
    }
  }

  #takeDue(nowMs: number): readonly (readonly [number, Bucket])[] {
    const nowSecond = Math.floor(nowMs / BUCKET_MS);
    const due = [...this.#buckets].filter(([second]) => second <= nowSecond);
    for (const [second] of due) this.#buckets.delete(second);
    return due;
  }

  #bucketOf(second: number): Bucket {
    let bucket = this.#buckets.get(second);
    if (bucket === undefined) {
      bucket = { apps: [], ids: [] };
      this.#buckets.set(second, bucket);
    }
    return bucket;
  }
}
