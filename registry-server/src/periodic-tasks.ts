import {
  createPeriodic,
  type Lifecycle,
  type Logger,
  messageOf,
  sequence,
  type Timers,
} from '@vernal/core';
import type { Registry } from './domain/registry.ts';
import type { PreparedFormats } from './http/prepared-formats.ts';
import { readOnlyCacheIntervalMs } from './options/response-cache-options.ts';
import type { RegistryOptions } from './registry-options.ts';

/** What the tasks work on. */
export interface PeriodicTasksParts {
  readonly registry: Registry;
  readonly formats: PreparedFormats;
  readonly timers: Timers;
  readonly logger: Logger;
}

/**
 * What the registry does by itself beside evicting: correct the expectation (4.8), shorten the delta (3.3),
 * refresh what is kept read-only (3.5).
 */
export function periodicTasks(options: RegistryOptions, parts: PeriodicTasksParts): Lifecycle {
  const { registry, formats, timers, logger } = parts;
  const task = (intervalMs: number, run: () => void) =>
    createPeriodic({
      timers,
      intervalMs,
      run,
      onError: (error) => logger.error('a periodic task failed', { problem: messageOf(error) }),
    });
  const refreshIntervalMs = readOnlyCacheIntervalMs(options);
  return sequence([
    task(options.renewalThresholdUpdateIntervalMs, () => {
      registry.selfPreservation.adjustTo(registry.table.size);
    }),
    task(options.deltaPruneIntervalMs, () => {
      formats.dropOldChanges(registry.pruneChanges(), options.responseCacheExpirationMs);
      formats.tidy();
    }),
    refreshIntervalMs === undefined
      ? sequence([])
      : task(refreshIntervalMs, () => formats.refresh()),
  ]);
}
