/** @jsxRuntime automatic @jsxImportSource preact */
import type { VNode } from 'preact';
import type { ApplicationView, Count } from '../../dashboard/application-view.ts';
import type { DashboardView } from '../../dashboard/dashboard-view.ts';
import type { ApplicationPreservation } from '../../preservation/preservation-view.ts';
import { counted } from '../../words/counted.ts';
import type { DashboardPaths } from './dashboard-paths.ts';
import { DataTable } from './data-table.tsx';
import { PageLinks } from './page-links.tsx';
import { StatusCounts } from './status-mark.tsx';

const COLUMNS = ['Application', 'UP', 'Statuses', 'Renewals a minute', 'Zones', 'Versions'];

/** One row for each application that the search found. */
export function ApplicationsSection({
  view: { listing, search, preservation },
  paths,
}: {
  readonly view: DashboardView;
  readonly paths: DashboardPaths;
}): VNode {
  const { applications } = listing;
  const renewals = new Map(preservation.applications.map((one) => [one.name, one]));
  return (
    <section id="applications" data-live aria-labelledby="applications-title">
      <h2 id="applications-title">Applications</h2>
      {applications.total === 0 ? (
        <p>No instance is registered that matches.</p>
      ) : (
        <DataTable
          id="applications-caption"
          caption={counted(applications.total, 'application')}
          columns={COLUMNS}
        >
          {applications.items.map((application) => (
            <ApplicationRow
              application={application}
              renewals={renewals.get(application.name)}
              paths={paths}
            />
          ))}
        </DataTable>
      )}
      <PageLinks
        label="Pages of applications"
        page={applications}
        hrefOf={(number) => paths.listing(search, { applications: number })}
      />
    </section>
  );
}

function ApplicationRow({
  application: { name, total, up, statuses, zones, versions },
  renewals,
  paths,
}: {
  readonly application: ApplicationView;
  readonly renewals: ApplicationPreservation | undefined;
  readonly paths: DashboardPaths;
}): VNode {
  return (
    <tr>
      <th scope="row">
        <a href={paths.listing({ text: '', app: name, status: '' })}>{name}</a>
      </th>
      <td>
        <meter min={0} max={total} value={up} aria-label={`${up} of ${total} instances UP`} /> {up}{' '}
        of {total}
      </td>
      <td>
        <StatusCounts counts={statuses} />
      </td>
      <td>
        {renewals !== undefined &&
          `${renewals.renewalsLastMinute} of ${renewals.expectedRenewals} expected`}
      </td>
      <td>{listed(zones)}</td>
      <td>
        {listed(versions)}
        {versions.length > 1 && <span class="mark">versions differ</span>}
      </td>
    </tr>
  );
}

/** `zone-a (2), zone-b (1)`; nothing when no instance tells any. */
function listed(counts: readonly Count[]): string {
  if (counts.every(({ name }) => name === '')) return '';
  return counts.map(({ name, count }) => `${name === '' ? 'none' : name} (${count})`).join(', ');
}
