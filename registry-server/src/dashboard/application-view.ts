import { INSTANCE_STATUSES, type InstanceStatus } from '@vernal/protocol/eureka';
import type { Lease } from '../domain/lease.ts';
import { zoneOf } from './instance-view.ts';

/** How many have a status, a zone or a version. */
export interface Count<Name extends string = string> {
  readonly name: Name;
  readonly count: number;
}

/** One application as people look at it. */
export interface ApplicationView {
  readonly name: string;
  readonly total: number;
  readonly up: number;
  /** Those that occur, in the order of the protocol. */
  readonly statuses: readonly Count<InstanceStatus>[];
  /** In the order of names; the empty name for instances that tell none. */
  readonly zones: readonly Count[];
  readonly versions: readonly Count[];
}

/** @param leases those of one application, at least one */
export function viewApplication(name: string, leases: readonly Lease[]): ApplicationView {
  const statuses = tally(leases, ({ instance }) => instance.status);
  return {
    name,
    total: leases.length,
    up: statuses.get('UP') ?? 0,
    statuses: inProtocolOrder(statuses),
    zones: inNameOrder(tally(leases, ({ instance }) => zoneOf(instance))),
    versions: inNameOrder(tally(leases, ({ instance }) => instance.metadata['version'] ?? '')),
  };
}

/** How many leases have which status, those that occur, in the order of the protocol. */
export function inProtocolOrder(
  counts: ReadonlyMap<InstanceStatus, number>,
): readonly Count<InstanceStatus>[] {
  return INSTANCE_STATUSES.map((name) => ({ name, count: counts.get(name) ?? 0 })).filter(
    ({ count }) => count > 0,
  );
}

function tally<Name extends string>(
  leases: readonly Lease[],
  nameOf: (lease: Lease) => Name,
): ReadonlyMap<Name, number> {
  const counts = new Map<Name, number>();
  for (const lease of leases) {
    const name = nameOf(lease);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function inNameOrder(counts: ReadonlyMap<string, number>): readonly Count[] {
  return [...counts].map(([name, count]) => ({ name, count })).sort(byName);
}

/** By code units: the same on every machine. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
