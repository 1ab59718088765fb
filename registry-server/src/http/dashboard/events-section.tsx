/** @jsxRuntime automatic @jsxImportSource preact */
import type { VNode } from 'preact';
import type { JournalEvent } from '../../domain/journal/journal-event.ts';
import { Age } from './age.tsx';
import type { DashboardPaths } from './dashboard-paths.ts';
import { DataTable } from './data-table.tsx';
import { StatusMark } from './status-mark.tsx';

const COLUMNS = ['When', 'What', 'Application', 'Instance', 'Status', 'By', 'Why'];

/** The newest events of the journal. */
export function EventsSection({
  events,
  paths,
  nowMs,
}: {
  readonly events: readonly JournalEvent[];
  readonly paths: DashboardPaths;
  readonly nowMs: number;
}): VNode {
  return (
    <section id="events" data-live aria-labelledby="events-title">
      <h2 id="events-title">Recent events</h2>
      {events.length === 0 ? (
        <p>Nothing has happened since the start.</p>
      ) : (
        <DataTable id="events-caption" caption="Newest first" columns={COLUMNS}>
          {events.map((event) => (
            <EventRow event={event} nowMs={nowMs} />
          ))}
        </DataTable>
      )}
      <p>
        <a href={paths.events}>All events as JSON lines</a>
      </p>
    </section>
  );
}

function EventRow({
  event,
  nowMs,
}: {
  readonly event: JournalEvent;
  readonly nowMs: number;
}): VNode {
  const by = event.actor === event.origin ? event.actor : `${event.actor} (${event.origin})`;
  return (
    <tr>
      <td>
        <Age atMs={event.atMs} nowMs={nowMs} /> ago
      </td>
      <th scope="row">{event.type}</th>
      <td>{event.app}</td>
      <td>{event.instanceId}</td>
      <td>
        <StatusMark status={event.status} />
      </td>
      <td>{by}</td>
      <td>{event.reason ?? ''}</td>
    </tr>
  );
}
