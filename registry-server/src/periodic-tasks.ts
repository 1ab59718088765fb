import {
  createPeriodic,
  type Lifecycle,
  type Logger,
  messageOf,
  sequence,
  type Timers,
} from '@vernal/core';
import type { Eviction } from './domain/eviction.ts';
import type { Registry } from './domain/registry.ts';
import type { PreparedFormats } from './http/prepared-formats.ts';
import type { RegistryOptions } from './registry-options.ts';

/** What the tasks work on. */
export interface PeriodicTasksParts {
  readonly registry: Registry;
  readonly eviction: Eviction;
  readonly formats: PreparedFormats;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** What the registry does by itself: evict (4.6), correct the expectation (4.8), shorten the delta (3.3). */
export function periodicTasks(options: RegistryOptions, parts: PeriodicTasksParts): Lifecycle {
  const { registry, eviction, formats, timers, logger } = parts;
  const task = (intervalMs: number, run: () => void) =>
    createPeriodic({
      timers,
      intervalMs,
      run,
      onError: (error) => logger.error('a periodic task failed', { problem: messageOf(error) }),
    });
  return sequence([
    task(options.evictionIntervalMs, () => {
      eviction.run();
    }),
    task(options.renewalThresholdUpdateIntervalMs, () => {
      registry.selfPreservation.adjustTo(registry.table.size);
    }),
    task(options.deltaPruneIntervalMs, () => {
      const apps = registry.pruneChanges();
      if (apps.size > 0) formats.forgetOldChanges(apps);
      formats.tidy();
    }),
  ]);
}
