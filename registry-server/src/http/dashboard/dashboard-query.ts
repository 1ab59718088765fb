import type { DashboardQuery } from '../../dashboard/dashboard-view.ts';
import { readSearchedStatus } from '../../dashboard/instance-search.ts';

/** Reads `q`, `app`, `status` and the pages `apps` and `page`; what makes no sense narrows nothing. */
export function readDashboardQuery(parameters: URLSearchParams): DashboardQuery {
  return {
    search: {
      text: (parameters.get('q') ?? '').trim(),
      app: (parameters.get('app') ?? '').trim().toUpperCase(),
      status: readSearchedStatus(parameters.get('status') ?? ''),
    },
    pages: {
      applications: pageNumber(parameters.get('apps')),
      instances: pageNumber(parameters.get('page')),
    },
  };
}

function pageNumber(text: string | null): number {
  const number = Number(text ?? 1);
  return Number.isSafeInteger(number) && number > 0 ? number : 1;
}
