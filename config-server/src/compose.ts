import type { DaemonHost, DaemonParts } from '@vernal/server-kit';
import { Router } from 'express';
import { loadEncryption } from './adapters/encryption-keys.ts';
import { ProcessFileParsing } from './adapters/file-parsing/process-file-parsing.ts';
import { createBackends } from './composition/backends.ts';
import { joinServerBus } from './composition/bus.ts';
import { followChanges } from './composition/changes.ts';
import { createChecks } from './composition/checks.ts';
import { clientRoutes } from './composition/client-routes.ts';
import { createEnvironments } from './composition/environments.ts';
import { folderLocks } from './composition/folder-locks.ts';
import { serverHealth } from './composition/health.ts';
import { createHosting } from './composition/hosting.ts';
import { operationsRoutes } from './composition/operations.ts';
import { linkToRegistry } from './composition/registry.ts';
import { createRollout } from './composition/rollout.ts';
import { webhookAccess, webhookRoutes } from './composition/webhooks.ts';
import type { ConfigOptions } from './config-options.ts';
import { CacheBudget } from './domain/cache-budget.ts';
import { configAccess } from './http/access.ts';
import { HotEnvironments } from './http/hot-environments.ts';
import { stateProblems } from './http/state-problems.ts';
import { registerCacheMetrics } from './rollout/cache-metrics.ts';
import { registerConfigMetrics } from './rollout/config-metrics.ts';

/** Builds the object graph of the config server; what belongs together is put together in `composition/`. */
export async function composeConfigServer(
  options: ConfigOptions,
  host: DaemonHost,
): Promise<DaemonParts> {
  const memory = new CacheBudget(options.cacheLimitBytes);
  const backends = createBackends(options, host, memory);
  const encryption = await loadEncryption(options);
  const link = joinServerBus(options, host);
  const { bus } = link;
  const parsing = new ProcessFileParsing(host.timers);
  const needs = { memory, backends, encryption, parsing, ...link };
  const serving = { ...needs, ...createEnvironments(options, host, needs) };
  const { environments, requests, rules, knownKeys, pins } = serving;
  const rollout = createRollout(options, host, serving);
  const { noteRead } = rollout;
  const hot = new HotEnvironments(environments, requests, noteRead);
  const { registered, lifecycles: registration } = await linkToRegistry(options, host);
  const { sweep, lifecycles: changes } = followChanges(options, host, { ...serving, registered });
  const checks = createChecks(options, host, serving);
  const hosting = createHosting(options, host, {
    check: checks.push,
    onPushed: () => void sweep.runNow(),
  });
  registerCacheMetrics(host.metrics, memory);
  registerConfigMetrics(host.metrics, serving);

  const routes = Router();
  routes.use(
    hosting.routes,
    webhookRoutes(options, host, { ...serving, sweep }),
    rollout.routes,
    operationsRoutes(host, { ...serving, sweep, noteRead }),
    clientRoutes(options, host, { encryption, environments, hot, noteRead }),
    stateProblems,
  );
  return {
    lifecycles: [
      ...folderLocks(options, host),
      ...hosting.lifecycles,
      checks.validation,
      parsing,
      knownKeys,
      pins,
      backends,
      ...changes,
      ...rollout.lifecycles,
      ...(bus === undefined ? [] : [bus]),
      ...registration,
    ],
    access: webhookAccess(options, hosting.access(configAccess({ prefix: options.prefix, rules }))),
    hotPath: hot.hotPath,
    routes,
    health: serverHealth(options, { ...serving, isAwaited: hosting.isAwaited }),
  };
}
