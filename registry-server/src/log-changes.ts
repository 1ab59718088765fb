import type { Logger } from '@vernal/core';
import type { Registry } from './domain/registry.ts';

/** One line for each change of an instance, in the words of the domain. Metadata stays out: it may hold secrets. */
export function logChanges(registry: Registry, logger: Logger): void {
  registry.onChange(({ kind, lease }) => {
    const { app, instanceId, status, overriddenStatus } = lease.instance;
    logger.info(`instance ${kind}`, { app, instanceId, status, overriddenStatus });
  });
}
