import type { LeaseTable } from '../domain/lease-table.ts';

/** What is left of an application when one of its instances goes out of service. */
export interface BlastRadius {
  readonly total: number;
  /** UP now. */
  readonly up: number;
  /** UP afterwards. */
  readonly remaining: number;
}

export function blastRadius(table: LeaseTable, app: string, instanceId: string): BlastRadius {
  const leases = [...table.of(app)];
  const up = leases.filter(({ instance }) => instance.status === 'UP');
  const others = up.filter(({ instance }) => instance.instanceId !== instanceId);
  return { total: leases.length, up: up.length, remaining: others.length };
}
