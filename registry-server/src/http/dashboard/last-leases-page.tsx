/** @jsxRuntime automatic @jsxImportSource preact */
import type { VNode } from 'preact';
import type { LastLease, LastLeases } from '../../domain/journal/last-leases.ts';
import type { DashboardPaths } from './dashboard-paths.ts';
import { DataTable } from './data-table.tsx';
import { Document } from './document.tsx';

/** Eureka's page of the last leases (eureka-protocol 1.11). */
export function LastLeasesPage({
  lastLeases,
  paths,
}: {
  readonly lastLeases: LastLeases;
  readonly paths: DashboardPaths;
}): VNode {
  return (
    <Document title="Eureka - Last N events" paths={paths}>
      <h1>Last leases</h1>
      <LeasesTable
        id="cancelled"
        caption="Last 1000 cancelled leases"
        leases={lastLeases.cancelled}
      />
      <LeasesTable
        id="registered"
        caption="Last 1000 newly registered leases"
        leases={lastLeases.registered}
      />
    </Document>
  );
}

function LeasesTable({
  id,
  caption,
  leases,
}: {
  readonly id: string;
  readonly caption: string;
  readonly leases: readonly LastLease[];
}): VNode {
  return (
    <DataTable id={id} caption={caption} columns={['Timestamp', 'Lease']}>
      {leases.map(({ lease, atMs }) => (
        <tr>
          <td>
            <time dateTime={new Date(atMs).toISOString()}>{new Date(atMs).toISOString()}</time>
          </td>
          <td>{lease}</td>
        </tr>
      ))}
      {leases.length === 0 && (
        <tr>
          <td colSpan={2}>none</td>
        </tr>
      )}
    </DataTable>
  );
}
