import type { InstanceInfo } from '@vernal/protocol/eureka';
import type { RegionRegistry } from './region-registry.ts';

/** The regions that this registry knows beside its own (eureka-protocol 5.6). */
export class RemoteRegions {
  readonly #regions: ReadonlyMap<string, RegionRegistry>;

  constructor(regions: readonly RegionRegistry[]) {
    this.#regions = new Map(regions.map((region) => [region.name, region]));
  }

  all(): readonly RegionRegistry[] {
    return [...this.#regions.values()];
  }

  /** The regions of the value of `regions=`: lower-cased, sorted, without those that nobody knows. */
  select(regions: string): readonly RegionRegistry[] {
    const names = regions.toLowerCase().split(',').toSorted();
    return [...new Set(names)].flatMap((name) => this.#regions.get(name) ?? []);
  }

  /** Whether each was fetched at least once; until then no answer with `regions=` would be whole (1.6). */
  get areAllFetched(): boolean {
    return this.all().every(({ fetchedAtMs }) => fetchedAtMs !== undefined);
  }

  /** The instances of an application that no instance here has: of the first region that has any. */
  instancesOf(app: string): readonly InstanceInfo[] {
    for (const region of this.#regions.values()) {
      const instances = [...region.listed()].filter((instance) => instance.app === app);
      if (instances.length > 0) return instances;
    }
    return [];
  }
}
