import type { Clock } from '@vernal/core';
import {
  type Applications,
  type ListFormat,
  writeApplication,
  writeApplications,
} from '@vernal/protocol/eureka';
import { servedInstance } from '../../domain/lease.ts';
import type { ListedLeases } from '../../domain/listed-leases.ts';
import type { Registry } from '../../domain/registry.ts';
import { hashCodeOf, mergeRegions } from '../../domain/remote-region/merge-regions.ts';
import type { RegionRegistry } from '../../domain/remote-region/region-registry.ts';
import type { RemoteRegions } from '../../domain/remote-region/remote-regions.ts';
import { compressPiece } from '../gzip-piece.ts';
import { PiecedBody, type PreparedBody, plainBody } from '../prepared-body.ts';

type Regions = readonly RegionRegistry[];

/** Lists of this region and of others (eureka-protocol 5.6). */
export class RegionLists {
  readonly #registry: Registry;
  readonly #regions: RemoteRegions;
  readonly #clock: Clock;
  /** By format and regions; bounded, because the operator names the regions. */
  readonly #full = new Map<ListFormat, Map<string, Promise<PreparedBody>>>();

  constructor(registry: Registry, regions: RemoteRegions, clock: Clock) {
    this.#registry = registry;
    this.#regions = regions;
    this.#clock = clock;
    registry.onChange(() => this.forget());
  }

  /** Makes the next answers new ones. */
  forget(): void {
    this.#full.clear();
  }

  /** Every application of this region and of `regions` (R1). */
  full(format: ListFormat, regions: Regions): Promise<PreparedBody> {
    const prepared = this.#full.get(format) ?? new Map<string, Promise<PreparedBody>>();
    this.#full.set(format, prepared);
    const key = regions.map(({ name }) => name).join(',');
    const found = prepared.get(key) ?? compressed(format, this.#everything(regions));
    prepared.set(key, found);
    return found;
  }

  /** What changed of late here and in `regions` (R2); the hash code is that of the full list (3.1). */
  delta(format: ListFormat, regions: Regions, version: number): Promise<PreparedBody> {
    const nowMs = this.#clock.now();
    const changed = mergeRegions([
      instancesIn(this.#registry.recentChanges),
      ...regions.map((region) => region.recentlyChanged(nowMs)),
    ]);
    return compressed(format, {
      versionsDelta: String(version),
      appsHashCode: this.#everything(regions).appsHashCode,
      applications: changed,
    });
  }

  /** An application that runs in other regions only (R3); undefined when none has it. */
  application(format: ListFormat, name: string): PreparedBody | undefined {
    const instances = this.#regions.instancesOf(name);
    if (instances.length === 0) return undefined;
    return plainBody(writeApplication(format, { name, instances }), format.mediaType);
  }

  #everything(regions: Regions): Applications {
    const local = instancesIn(this.#registry.table);
    const applications = mergeRegions([local, ...regions.map((region) => region.listed())]);
    return { versionsDelta: '1', appsHashCode: hashCodeOf(applications), applications };
  }
}

function* instancesIn(leases: ListedLeases) {
  for (const name of leases.names())
    for (const lease of leases.of(name)) yield servedInstance(lease);
}

async function compressed(format: ListFormat, list: Applications): Promise<PreparedBody> {
  const piece = await compressPiece(Buffer.from(writeApplications(format, list)));
  return new PiecedBody([piece], format.mediaType);
}
