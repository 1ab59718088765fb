import type { Clock, Logger } from '@vernal/core';
import type { RegionRegistry } from '../domain/remote-region/region-registry.ts';
import type { RegionFetch, RemoteRegion } from '../ports/remote-region.ts';

/** What keeps the copy of a region up to date. */
export interface PollParts {
  readonly source: RemoteRegion;
  readonly region: RegionRegistry;
  /** Whether only changes are fetched once everything was. */
  readonly usesDelta: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Fetches a region once: everything the first time, then changes, and everything again when a hash code says
 * that some were missed (eureka-protocol 5.6, 3.4). A region that is away keeps what it had.
 */
export async function pollRegion(parts: PollParts): Promise<void> {
  const { region, usesDelta } = parts;
  if (region.fetchedAtMs !== undefined && usesDelta && (await fetchChanges(parts))) return;
  await fetchAll(parts);
}

/** False when everything must be fetched. */
async function fetchChanges({ source, region, clock, logger }: PollParts): Promise<boolean> {
  const fetched = await source.fetchDelta();
  if (fetched.kind === 'absent') return false;
  if (fetched.kind === 'ok') return region.apply(fetched.applications, clock.now());
  warn(logger, region, fetched);
  return true;
}

async function fetchAll({ source, region, clock, logger }: PollParts): Promise<void> {
  const fetched = await source.fetchAll();
  if (fetched.kind === 'ok') region.replace(fetched.applications, clock.now());
  else warn(logger, region, fetched);
}

function warn(logger: Logger, { name }: RegionRegistry, fetched: RegionFetch): void {
  const problem = fetched.kind === 'unavailable' ? fetched.problem : 'it serves no list';
  logger.warn('a remote region could not be fetched', { region: name, problem });
}
