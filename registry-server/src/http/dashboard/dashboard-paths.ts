import type { InstanceSearch } from '../../dashboard/instance-search.ts';
import type { ListingPages } from '../../dashboard/listing-view.ts';
import type { InstanceName } from '../../domain/instance-key.ts';

/** What an operator can do to an instance. */
export const SERVICE_COMMANDS = ['out-of-service', 'back-in-service'] as const;
export type ServiceCommand = (typeof SERVICE_COMMANDS)[number];

/** Where the pages of the dashboard are, and what they link to. */
export class DashboardPaths {
  /** Where the routes are, which know of no context path. Begins and ends with a slash. */
  readonly mount: string;
  readonly #contextPath: string;

  /**
   * @param path `eureka.dashboard.path`, with or without slashes around it
   * @param contextPath stands before every path in a link; empty, or as `/registry`
   */
  constructor(path: string, contextPath: string) {
    const inner = path.replace(/^\/+|\/+$/g, '');
    this.mount = inner === '' ? '/' : `/${inner}/`;
    this.#contextPath = contextPath;
  }

  /** Begins and ends with a slash. */
  get home(): string {
    return this.#contextPath + this.mount;
  }

  get lastLeases(): string {
    return `${this.home}lastn`;
  }

  get assets(): string {
    return `${this.home}assets/`;
  }

  get service(): string {
    return `${this.home}service`;
  }

  /** The event journal. */
  get events(): string {
    return `${this.#contextPath}/actuator/vernal/events`;
  }

  /** Eureka's resource of the status of an instance (eureka-protocol 1.2 R8, R9). */
  status({ app, instanceId }: InstanceName): string {
    const names = [app, instanceId].map(encodeURIComponent).join('/');
    return `${this.#contextPath}/eureka/apps/${names}/status`;
  }

  listing(search: InstanceSearch, pages: Partial<ListingPages> = {}): string {
    return (
      this.home +
      queryOf([
        ['q', search.text],
        ['app', search.app],
        ['status', search.status],
        ['apps', pageText(pages.applications)],
        ['page', pageText(pages.instances)],
      ])
    );
  }

  command(command: ServiceCommand, { app, instanceId }: InstanceName): string {
    return (
      this.service +
      queryOf([
        ['command', command],
        ['app', app],
        ['instance', instanceId],
      ])
    );
  }
}

function pageText(page = 1): string {
  return page > 1 ? String(page) : '';
}

/** Empty parameters are left out. */
function queryOf(entries: readonly (readonly [string, string])[]): string {
  const given = entries.filter(([, value]) => value !== '').map(([name, value]) => [name, value]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
