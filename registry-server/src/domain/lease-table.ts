import type { InstanceStatus } from '@vernal/protocol/eureka';
import { ExpiryQueue } from './expiry-queue.ts';
import type { Lease } from './lease.ts';

/** All leases, by application and instance id. Applications without instances are not listed. */
export class LeaseTable {
  readonly #applications = new Map<string, Map<string, Lease>>();
  readonly #expiryQueue = new ExpiryQueue((app, instanceId) => this.find(app, instanceId));
  #size = 0;

  get size(): number {
    return this.#size;
  }

  find(app: string, instanceId: string): Lease | undefined {
    return this.#applications.get(app)?.get(instanceId);
  }

  /** Ids are unique within an application only: the first one found. */
  findAnywhere(instanceId: string): Lease | undefined {
    for (const leases of this.#applications.values()) {
      const lease = leases.get(instanceId);
      if (lease !== undefined) return lease;
    }
    return undefined;
  }

  put(lease: Lease): void {
    const { app, instanceId } = lease.instance;
    let leases = this.#applications.get(app);
    if (leases === undefined) {
      leases = new Map();
      this.#applications.set(app, leases);
    }
    if (!leases.has(instanceId)) this.#size += 1;
    leases.set(instanceId, lease);
    this.#expiryQueue.file(lease, lease.seenAtMs);
  }

  remove(app: string, instanceId: string): void {
    const leases = this.#applications.get(app);
    if (!leases?.delete(instanceId)) return;
    this.#size -= 1;
    if (leases.size === 0) this.#applications.delete(app);
  }

  /** All that have expired; costs as much as fell due since the last call. `graceMs` as in {@link isExpired}. */
  expired(nowMs: number, graceMs = 0): readonly Lease[] {
    return this.#expiryQueue.expired(nowMs, graceMs);
  }

  names(): Iterable<string> {
    return this.#applications.keys();
  }

  of(app: string): Iterable<Lease> {
    return this.#applications.get(app)?.values() ?? [];
  }

  *all(): Iterable<Lease> {
    for (const leases of this.#applications.values()) yield* leases.values();
  }

  *statuses(): Iterable<InstanceStatus> {
    for (const lease of this.all()) yield lease.instance.status;
  }
}
