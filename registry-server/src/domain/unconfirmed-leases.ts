import type { Lease } from './lease.ts';
import type { LeaseTable } from './lease-table.ts';

/** Restored leases of which nobody has said yet that the instance lives: neither itself nor a peer. */
export class UnconfirmedLeases {
  readonly #table: LeaseTable;
  #candidates: Lease[] = [];

  constructor(table: LeaseTable) {
    this.#table = table;
  }

  /** Takes a restored lease, unless it is confirmed. */
  add(lease: Lease): void {
    if (!lease.isConfirmed) this.#candidates.push(lease);
  }

  /** Those that are still listed and unconfirmed. Costs as much as there were at the last call. */
  list(): readonly Lease[] {
    this.#candidates = this.#candidates.filter((lease) => this.#isOpen(lease));
    return this.#candidates;
  }

  /** A registration puts another lease in place of the restored one. */
  #isOpen(lease: Lease): boolean {
    const { app, instanceId } = lease.instance;
    return !lease.isConfirmed && this.#table.find(app, instanceId) === lease;
  }
}
