import type { Lease } from '../domain/lease.ts';
import type { LeaseTable } from '../domain/lease-table.ts';
import { type ApplicationView, byName, viewApplication } from './application-view.ts';
import { type InstanceSearch, isEverything, matcherOf } from './instance-search.ts';
import { type InstanceView, viewInstance } from './instance-view.ts';
import { type Page, pageOf } from './page.ts';

const APPLICATIONS_PER_PAGE = 100;
const INSTANCES_PER_PAGE = 100;

/** What a search finds. */
export interface ListingView {
  /** With the instances that were found only, in the order of names. */
  readonly applications: Page<ApplicationView>;
  /** In the order of applications and ids; absent while everything is listed and that is too much to read. */
  readonly instances?: Page<InstanceView>;
}

/** Pages of a listing, from 1. */
export interface ListingPages {
  readonly applications: number;
  readonly instances: number;
}

/** Only what stands on the pages asked for becomes a view, so that 5,000 instances cost little more than 50. */
export function viewListing(
  table: LeaseTable,
  search: InstanceSearch,
  pages: ListingPages,
): ListingView {
  if (isEverything(search) && table.size > INSTANCES_PER_PAGE) {
    return { applications: viewEverything(table, pages.applications) };
  }
  const found = findLeases(table, search);
  const wanted = pageOf(found, pages.applications, APPLICATIONS_PER_PAGE);
  const items = wanted.items.map(({ name, leases }) => viewApplication(name, leases));
  const applications = { ...wanted, items };
  const leases = found.flatMap((application) => application.leases);
  const shown = pageOf(leases.sort(byAppAndId), pages.instances, INSTANCES_PER_PAGE);
  return { applications, instances: { ...shown, items: shown.items.map(viewInstance) } };
}

/** Looks at the instances of the applications on the page only. */
function viewEverything(table: LeaseTable, number: number): Page<ApplicationView> {
  const wanted = pageOf([...table.names()].sort(), number, APPLICATIONS_PER_PAGE);
  const items = wanted.items.map((name) => viewApplication(name, [...table.of(name)]));
  return { ...wanted, items };
}

interface Found {
  readonly name: string;
  readonly leases: readonly Lease[];
}

function findLeases(table: LeaseTable, search: InstanceSearch): readonly Found[] {
  const matches = matcherOf(search);
  const names = search.app === '' ? table.names() : [search.app];
  return [...names]
    .map((name) => ({ name, leases: [...table.of(name)].filter(matches) }))
    .filter(({ leases }) => leases.length > 0)
    .sort(byName);
}

function byAppAndId({ instance: a }: Lease, { instance: b }: Lease): number {
  if (a.app !== b.app) return a.app < b.app ? -1 : 1;
  return a.instanceId < b.instanceId ? -1 : 1;
}
