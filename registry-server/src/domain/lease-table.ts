import { hashCodeOfCounts, type InstanceInfo } from '@vernal/protocol/eureka';
import { type AddressField, AddressIndex } from './address-index.ts';
import { ExpiryQueue } from './expiry-queue.ts';
import type { Lease } from './lease.ts';
import type { ListedLeases } from './listed-leases.ts';
import { StatusCounts } from './status-counts.ts';

/** All leases, by application and instance id. Applications without instances are not listed. */
export class LeaseTable implements ListedLeases {
  readonly #applications = new Map<string, Map<string, Lease>>();
  readonly #statuses = new StatusCounts();
  readonly #expiryQueue = new ExpiryQueue((app, instanceId) => this.find(app, instanceId));
  readonly #addresses: Readonly<Record<AddressField, AddressIndex>> = {
    vipAddress: new AddressIndex('vipAddress'),
    secureVipAddress: new AddressIndex('secureVipAddress'),
  };
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Over all instances (eureka-protocol 3.1). */
  get hashCode(): string {
    return hashCodeOfCounts(this.#statuses.byStatus);
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

  /** All that have the address among theirs, by application. */
  at(field: AddressField, address: string): ReadonlyMap<string, readonly Lease[]> {
    return this.#addresses[field].find(this, address);
  }

  put(lease: Lease): void {
    const { app, instanceId, status } = lease.instance;
    let leases = this.#applications.get(app);
    if (leases === undefined) {
      leases = new Map();
      this.#applications.set(app, leases);
    }
    const previous = leases.get(instanceId);
    if (previous === undefined) this.#size += 1;
    else this.#statuses.remove(previous.instance.status);
    this.#statuses.add(status);
    leases.set(instanceId, lease);
    for (const index of Object.values(this.#addresses)) index.note(lease.instance);
    this.#expiryQueue.file(lease, lease.seenAtMs);
  }

  /** Gives a lease of the table a new instance value of the same application and id. */
  change(lease: Lease, instance: InstanceInfo): void {
    this.#statuses.remove(lease.instance.status);
    this.#statuses.add(instance.status);
    lease.instance = instance;
  }

  remove(app: string, instanceId: string): void {
    const leases = this.#applications.get(app);
    const lease = leases?.get(instanceId);
    if (leases === undefined || lease === undefined) return;
    leases.delete(instanceId);
    this.#statuses.remove(lease.instance.status);
    this.#size -= 1;
    if (leases.size === 0) this.#applications.delete(app);
  }

  /** Sorts up to `limit` leases that fell due; see {@link ExpiryQueue}. */
  tendExpiries(nowMs: number, limit: number): void {
    this.#expiryQueue.tend(nowMs, limit);
  }

  /** All that have expired; costs as much as fell due since the last call. `graceMs` as in {@link isExpired}. */
  expired(nowMs: number, graceMs = 0): readonly Lease[] {
    return this.#expiryQueue.expired(nowMs, graceMs);
  }

  names(): Iterable<string> {
    return this.#applications.keys();
  }

  count(app: string): number {
    return this.#applications.get(app)?.size ?? 0;
  }

  of(app: string): Iterable<Lease> {
    return this.#applications.get(app)?.values() ?? [];
  }

  *all(): Iterable<Lease> {
    for (const leases of this.#applications.values()) yield* leases.values();
  }
}
