import { type Clock, createPeriodic, type Lifecycle, type Logger, type Timers } from '@vernal/core';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import { servedInstance } from './domain/lease.ts';
import type { LeaseTable } from './domain/lease-table.ts';
import type { ReadGate } from './domain/read-gate.ts';
import type { Registry } from './domain/registry.ts';
import type { RegistryStore, StoredRegistry } from './ports/registry-store.ts';
import type { StartupSync } from './ports/startup-sync.ts';

/** How often the store learns that the registry works: its downtime is known as exactly. */
const SIGN_OF_LIFE_MS = 5_000;

/** What is kept, where, and who else may know. */
export interface KeepRegistryParts {
  readonly registry: Registry;
  readonly store: RegistryStore;
  readonly gate: ReadGate;
  readonly startupSync: StartupSync;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
}

/**
 * Records every change of the registry in the store. At the start it takes over what the store kept, asks the
 * peers when that is old or nothing, and opens for readers.
 */
export function keepRegistry(parts: KeepRegistryParts): Lifecycle {
  const { registry, store, gate, clock } = parts;
  let isRunning = false;
  // While leases are unconfirmed the downtime goes on: another restart must not count them as confirmed.
  const markAlive = () => {
    if (isRunning && registry.unconfirmed.list().length === 0) store.markAlive(clock.now());
  };
  const signsOfLife = createPeriodic({
    timers: parts.timers,
    intervalMs: SIGN_OF_LIFE_MS,
    run: markAlive,
    onError: () => undefined,
  });
  registry.onChange(({ kind, lease }) => {
    const { app, instanceId } = lease.instance;
    if (kind === 'cancelled' || kind === 'evicted') store.remove(app, instanceId);
    else store.save(servedInstance(lease));
  });
  return {
    async start() {
      restore(parts, await store.open());
      await store.record(() => servedInstances(registry.table));
      await askPeers(parts);
      gate.open(registry.table.size);
      isRunning = true;
      markAlive();
      await signsOfLife.start();
    },
    async stop() {
      await signsOfLife.stop();
      markAlive();
      isRunning = false;
      await store.close();
    },
  };
}

function restore({ registry, clock, logger }: KeepRegistryParts, stored: StoredRegistry): void {
  const { instances, lastAliveMs } = stored;
  const awayMs = lastAliveMs === undefined ? Number.POSITIVE_INFINITY : clock.now() - lastAliveMs;
  registry.restore(instances, awayMs);
  if (instances.length === 0) return;
  const unconfirmed = registry.unconfirmed.list().length;
  logger.info('the registry goes on with what it kept', {
    instances: instances.length,
    unconfirmed,
    ...(lastAliveMs !== undefined && { awayMs }),
  });
}

/** After a long downtime, or with nothing at all, what the peers know counts where it is newer (eureka-protocol 4.2). */
async function askPeers({ registry, startupSync }: KeepRegistryParts): Promise<void> {
  const isUpToDate = registry.table.size > 0 && registry.unconfirmed.list().length === 0;
  if (isUpToDate) return;
  const known = (await startupSync.fetch()) ?? [];
  for (const instance of known) registry.register(instance, FROM_PEER);
}

const FROM_PEER = {
  origin: 'peer',
  actor: 'peer',
  reason: 'known to a peer at the start',
} as const;

function* servedInstances(table: LeaseTable): Iterable<InstanceInfo> {
  for (const lease of table.all()) yield servedInstance(lease);
}
