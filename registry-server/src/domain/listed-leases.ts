import type { Lease } from './lease.ts';

/** Leases by application, as a list shows them. */
export interface ListedLeases {
  /** Applications with leases. */
  names(): Iterable<string>;
  /** How many of an application there are. */
  count(app: string): number;
  /** None when the application is not listed. */
  of(app: string): Iterable<Lease>;
}
