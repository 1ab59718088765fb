import type { DaemonHost } from '@vernal/server-kit';
import { Router } from 'express';
import type { InstanceCounts } from './domain/instance-counts.ts';
import { Journal } from './domain/journal/journal.ts';
import { LastLeases } from './domain/journal/last-leases.ts';
import { recordChanges } from './domain/journal/record-changes.ts';
import type { Registry } from './domain/registry.ts';
import { DashboardPaths } from './http/dashboard/dashboard-paths.ts';
import { createDashboardRoutes } from './http/dashboard/dashboard-routes.ts';
import { createJournalRoutes } from './http/journal-routes.ts';
import type { PeersView } from './peers/peers-view.ts';
import type { RegistryStore } from './ports/registry-store.ts';
import type { PreservationView } from './preservation/preservation-view.ts';
import type { RegistryOptions } from './registry-options.ts';

/** What operators look at. */
export interface OperatorGround {
  readonly registry: Registry;
  readonly counts: InstanceCounts;
  readonly store: Pick<RegistryStore, 'flushed'>;
  readonly peers: PeersView;
  readonly readPreservation: () => PreservationView;
}

/** Builds what operators read and do in a browser: the event journal and the dashboard over it. */
export function composeOperatorRoutes(
  options: RegistryOptions,
  ground: OperatorGround,
  { clock, timers, draining, contextPath }: DaemonHost,
): Router {
  const { registry } = ground;
  const journal = new Journal(options.journalCapacity, clock);
  recordChanges(registry, journal);
  const routes = Router();
  routes.use(createJournalRoutes({ journal, timers, draining }));
  if (options.dashboardEnabled) {
    const { environment, datacenter, dashboardPath } = options;
    const lastLeases = new LastLeases(registry, clock);
    const paths = new DashboardPaths(dashboardPath, contextPath);
    const place = { environment, datacenter, startedAtMs: clock.now() };
    routes.use(createDashboardRoutes({ ...ground, ...place, journal, lastLeases, clock, paths }));
  }
  return routes;
}
