import { isExpired, type Lease } from './lease.ts';

const BUCKET_MS = 1_000;
const HORIZON_MS = 300_000;
/** In place of a second: those that were seen to have expired. */
const OVERDUE = 1;

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
 * is looked at once per lease time, and a run costs what expired, not what is registered. It takes two
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
    if (lease.dueSecond === 0 || lease.dueSecond > second) this.#put(lease, second);
  }

  /** Looks at up to `limit` of those that fell due; done often, it leaves little for {@link expired}. */
  tend(nowMs: number, limit = Number.POSITIVE_INFINITY): void {
    const nowSecond = Math.floor(nowMs / BUCKET_MS);
    let looksLeft = limit;
    for (const [second, bucket] of this.#buckets) {
      if (second === OVERDUE || second >= nowSecond) continue;
      while (looksLeft > 0 && bucket.ids.length > 0) {
        looksLeft -= 1;
        const lease = this.#takeLast(second, bucket);
        if (lease !== undefined) this.#sort(lease, nowMs);
      }
      if (bucket.ids.length === 0) this.#buckets.delete(second);
    }
  }

  /** All leases that have expired; each is given again by the next call, until it renews or ends. */
  expired(nowMs: number, graceMs = 0): readonly Lease[] {
    this.tend(nowMs);
    const due = [...this.#takeAll(OVERDUE), ...this.#takeAll(Math.floor(nowMs / BUCKET_MS))];
    for (const lease of due) this.#sort(lease, nowMs);
    return due.filter((lease) => isExpired(lease, nowMs, graceMs));
  }

  #sort(lease: Lease, nowMs: number): void {
    lease.dueSecond = 0;
    if (isExpired(lease, nowMs)) this.#put(lease, OVERDUE);
    else this.file(lease, nowMs);
  }

  #put(lease: Lease, second: number): void {
    lease.dueSecond = second;
    let bucket = this.#buckets.get(second);
    if (bucket === undefined) {
      bucket = { apps: [], ids: [] };
      this.#buckets.set(second, bucket);
    }
    bucket.apps.push(lease.instance.app);
    bucket.ids.push(lease.instance.instanceId);
  }

  #takeAll(second: number): readonly Lease[] {
    const bucket = this.#buckets.get(second);
    const leases: Lease[] = [];
    while (bucket !== undefined && bucket.ids.length > 0) {
      const lease = this.#takeLast(second, bucket);
      if (lease === undefined) continue;
      lease.dueSecond = 0;
      leases.push(lease);
    }
    this.#buckets.delete(second);
    return leases;
  }

  /** Leaves out who ended, and who was filed for another second since. */
  #takeLast(second: number, { apps, ids }: Bucket): Lease | undefined {
    const lease = this.#find(apps.pop() ?? '', ids.pop() ?? '');
    return lease?.dueSecond === second ? lease : undefined;
  }
}
