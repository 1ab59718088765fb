/** @jsxRuntime automatic @jsxImportSource preact */
import { INSTANCE_STATUSES } from '@vernal/protocol/eureka';
import type { VNode } from 'preact';
import { type InstanceSearch, isEverything } from '../../dashboard/instance-search.ts';
import type { DashboardPaths } from './dashboard-paths.ts';

/** Searches by loading the page again, so that a search has an address. */
export function SearchForm({
  search,
  paths,
}: {
  readonly search: InstanceSearch;
  readonly paths: DashboardPaths;
}): VNode {
  return (
    <search>
      <form class="search" method="get" action={paths.home}>
        <label>
          Search
          <input
            id="search"
            type="search"
            name="q"
            value={search.text}
            aria-keyshortcuts="/"
            placeholder="application, id, host, ip:port, metadata"
            autocomplete="off"
          />
        </label>
        <label>
          Status
          <select name="status">
            <option value="">any</option>
            {INSTANCE_STATUSES.map((status) => (
              <option value={status} selected={status === search.status}>
                {status}
              </option>
            ))}
          </select>
        </label>
        {search.app !== '' && (
          <label>
            Application
            <input name="app" value={search.app} />
          </label>
        )}
        <button type="submit">Search</button>
        {!isEverything(search) && <a href={paths.home}>Show all</a>}
      </form>
    </search>
  );
}
