import type { InstanceStatus } from '@vernal/protocol/eureka';
import type { InstanceCounts } from '../domain/instance-counts.ts';
import type { Journal } from '../domain/journal/journal.ts';
import type { JournalEvent } from '../domain/journal/journal-event.ts';
import type { Registry } from '../domain/registry.ts';
import type { PeersView, PeerView } from '../peers/peers-view.ts';
import type { PreservationView } from '../preservation/preservation-view.ts';
import { type Count, inProtocolOrder } from './application-view.ts';
import type { InstanceSearch } from './instance-search.ts';
import { type ListingPages, type ListingView, viewListing } from './listing-view.ts';

const EVENTS_SHOWN = 20;

/** What the dashboard looks at. */
export interface DashboardSources {
  readonly registry: Registry;
  readonly counts: InstanceCounts;
  readonly journal: Journal;
  readonly peers: PeersView;
  readonly readPreservation: () => PreservationView;
  readonly environment: string;
  readonly datacenter: string;
  /** Epoch ms. */
  readonly startedAtMs: number;
}

/** What a visitor asks to see. */
export interface DashboardQuery {
  readonly search: InstanceSearch;
  readonly pages: ListingPages;
}

/** The registry as a whole. */
export interface SystemView {
  readonly environment: string;
  readonly datacenter: string;
  /** Epoch ms, by the server's clock. */
  readonly nowMs: number;
  readonly uptimeMs: number;
  readonly applications: number;
  readonly instances: number;
  readonly statuses: readonly Count<InstanceStatus>[];
  /** Restored from disk and not heard of since. */
  readonly unconfirmed: number;
}

/** Everything on the dashboard, apart from its markup. */
export interface DashboardView {
  readonly system: SystemView;
  readonly preservation: PreservationView;
  readonly search: InstanceSearch;
  readonly listing: ListingView;
  readonly peers: readonly PeerView[];
  /** Newest first. */
  readonly events: readonly JournalEvent[];
}

export function viewDashboard(
  sources: DashboardSources,
  { search, pages }: DashboardQuery,
  nowMs: number,
): DashboardView {
  const { registry, journal, peers } = sources;
  return {
    system: viewSystem(sources, nowMs),
    preservation: sources.readPreservation(),
    search,
    listing: viewListing(registry.table, search, pages),
    peers: peers.list(),
    events: newest(journal),
  };
}

function viewSystem(sources: DashboardSources, nowMs: number): SystemView {
  const { table, unconfirmed } = sources.registry;
  return {
    environment: sources.environment,
    datacenter: sources.datacenter,
    nowMs,
    uptimeMs: nowMs - sources.startedAtMs,
    applications: sources.counts.byApplication().size,
    instances: table.size,
    statuses: inProtocolOrder(sources.counts.total()),
    unconfirmed: unconfirmed.list().length,
  };
}

function newest(journal: Journal): readonly JournalEvent[] {
  const shown: JournalEvent[] = [];
  for (const event of journal.newestFirst()) {
    if (shown.push(event) === EVENTS_SHOWN) break;
  }
  return shown;
}
