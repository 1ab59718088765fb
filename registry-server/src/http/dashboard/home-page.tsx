/** @jsxRuntime automatic @jsxImportSource preact */
import type { VNode } from 'preact';
import type { DashboardView } from '../../dashboard/dashboard-view.ts';
import { ApplicationsSection } from './applications-section.tsx';
import type { DashboardPaths } from './dashboard-paths.ts';
import { Document } from './document.tsx';
import { EventsSection } from './events-section.tsx';
import { InstancesSection } from './instances-section.tsx';
import { PeersSection } from './peers-section.tsx';
import { PreservationSection } from './preservation-section.tsx';
import { SearchForm } from './search-form.tsx';
import { SystemSection } from './system-section.tsx';

/** What the page shows and for whom. */
export interface HomePageProps {
  readonly view: DashboardView;
  readonly paths: DashboardPaths;
  readonly mayOperate: boolean;
}

/** The dashboard. What is marked `data-live` the script replaces as the registry changes. */
export function HomePage({ view, paths, mayOperate }: HomePageProps): VNode {
  const { nowMs } = view.system;
  return (
    <Document title="Eureka: instances" paths={paths} live>
      <div class="heading">
        <h1>Registered instances</h1>
        <div id="live-controls" hidden>
          <p id="live-state" role="status" />
          <button id="live-pause" type="button" aria-pressed="false">
            Pause updates
          </button>
        </div>
      </div>
      <PreservationSection preservation={view.preservation} />
      <SystemSection system={view.system} />
      <SearchForm search={view.search} paths={paths} />
      <ApplicationsSection view={view} paths={paths} />
      <InstancesSection view={view} paths={paths} mayOperate={mayOperate} />
      <PeersSection peers={view.peers} nowMs={nowMs} />
      <EventsSection events={view.events} paths={paths} nowMs={nowMs} />
    </Document>
  );
}
