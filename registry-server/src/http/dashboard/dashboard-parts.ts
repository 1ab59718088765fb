import type { Clock } from '@vernal/core';
import type { DashboardSources } from '../../dashboard/dashboard-view.ts';
import type { LastLeases } from '../../domain/journal/last-leases.ts';
import type { RegistryStore } from '../../ports/registry-store.ts';
import type { DashboardPaths } from './dashboard-paths.ts';

/** What the dashboard answers from. */
export interface DashboardParts extends DashboardSources {
  readonly lastLeases: LastLeases;
  /** Awaited before a change is answered. */
  readonly store: Pick<RegistryStore, 'flushed'>;
  readonly clock: Clock;
  readonly paths: DashboardPaths;
}
