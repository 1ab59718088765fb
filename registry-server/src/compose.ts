import { joinBus } from '@vernal/bus';
import { type Lifecycle, sequence } from '@vernal/core';
import { type DaemonHost, type DaemonParts, type HotPath, textBody } from '@vernal/server-kit';
import { Router } from 'express';
import { BusChangeAnnouncer } from './adapters/bus-change-announcer.ts';
import { createProcessStatus } from './adapters/process-status.ts';
import { registerAnswerMetrics } from './answer-metrics.ts';
import { InstanceCounts } from './domain/instance-counts.ts';
import { ReadGate } from './domain/read-gate.ts';
import { Registry } from './domain/registry.ts';
import type { RegistryRules } from './domain/registry-rules.ts';
import { registryAccess } from './http/access.ts';
import { createHotPath } from './http/hot-path.ts';
import { Intake } from './http/intake.ts';
import { PreparedFormats } from './http/prepared-formats.ts';
import { createRateLimits } from './http/rate-limit/rate-limits.ts';
import { createRegistrationPath } from './http/registration-path.ts';
import { createRoutes } from './http/routes.ts';
import { keepRegistry } from './keep-registry.ts';
import { logChanges } from './log-changes.ts';
import { composeOperatorRoutes } from './operator-routes.ts';
import { readOnlyCacheIntervalMs } from './options/response-cache-options.ts';
import { composePeers } from './peers/compose-peers.ts';
import { periodicTasks } from './periodic-tasks.ts';
import { composePreservation } from './preservation/compose-preservation.ts';
import { registryHealth, storeHealth } from './registry-health.ts';
import { registerRegistryMetrics } from './registry-metrics.ts';
import { DEFAULT_RENEWAL_INTERVAL_MS, type RegistryOptions } from './registry-options.ts';
import { composeRemoteRegions } from './remote-regions/compose-remote-regions.ts';
import { auditChanges } from './security/audit-changes.ts';
import { composeStorage } from './storage/compose-storage.ts';
import { registerStorageMetrics } from './storage/storage-metrics.ts';

/** Builds the object graph of the registry. */
export function composeRegistry(options: RegistryOptions, host: DaemonHost): DaemonParts {
  const { clock, logger, timers } = host;
  const registry = new Registry(rulesOf(options), host);
  const preservation = composePreservation(options, registry, host);
  const isReadOnly = readOnlyCacheIntervalMs(options) !== undefined;
  const formats = new PreparedFormats({ registry, clock, isReadOnly });
  const { store, lock } = composeStorage(options, host);
  const gate = new ReadGate(clock, options);
  const servesDelta = !options.disableDelta;
  const intake = new Intake(options, { registry, logger });
  const peers = composePeers(options, registry, host);
  const remoteRegions = composeRemoteRegions(options, { registry, gate }, host);
  const readProcess = createProcessStatus(clock);
  const readStatus = () => ({ ...readProcess(), ...peers.readReplicas() });
  const counts = new InstanceCounts(registry);
  reportChanges(registry, counts, host);
  registerStorageMetrics(host.metrics, { unconfirmed: registry.unconfirmed, store });
  registerAnswerMetrics(host.metrics, formats.counts);
  return {
    lifecycles: [
      lock,
      keepRegistry({ ...host, registry, store, gate, startupSync: peers.startupSync }),
      announceChanges(registry, options, host),
      peers.lifecycle,
      remoteRegions.lifecycle,
      preservation.lifecycle,
      periodicTasks(options, { registry, formats, timers, logger }),
    ],
    access: registryAccess,
    admission: createRateLimits(options, host),
    hotPath: remoteRegions.before(
      firstOf(
        createHotPath({ registry, formats, gate, servesDelta }),
        createRegistrationPath({ ...host, registry, store, intake }),
      ),
    ),
    routes: Router().use(
      composeOperatorRoutes(
        options,
        { registry, counts, store, peers: peers.view, readPreservation: preservation.view },
        host,
      ),
      createRoutes({
        ...host,
        registry,
        formats,
        gate,
        store,
        intake,
        readBody: textBody({ limitBytes: host.maxBodyBytes }),
        readStatus,
        readPreservation: preservation.view,
        nodeId: peers.nodeId,
        servesDelta,
      }),
    ),
    health: [registryHealth(preservation.view), storeHealth(store), ...peers.health],
    emptyErrorsBelow: ['/eureka'],
  };
}

/** Tells logs, audit and metrics what happens to instances. */
function reportChanges(
  registry: Registry,
  counts: InstanceCounts,
  { logger, audit, metrics, clock }: DaemonHost,
): void {
  logChanges(registry, logger);
  auditChanges(registry, audit);
  registerRegistryMetrics(metrics, { registry, counts, clock });
}

/** The first that answers. */
function firstOf(...paths: readonly HotPath[]): HotPath {
  return (request, response) => paths.some((path) => path(request, response));
}

function rulesOf(options: RegistryOptions): RegistryRules {
  const { renewalPercentThreshold, expectedRenewalIntervalMs } = options;
  return {
    selfPreservation: {
      enabled: options.selfPreservation,
      renewalPercentThreshold,
      expectedRenewalIntervalMs:
        expectedRenewalIntervalMs > 0 ? expectedRenewalIntervalMs : DEFAULT_RENEWAL_INTERVAL_MS,
      mode: options.preservation,
    },
    deltaRetentionMs: options.deltaRetentionMs,
    defaultOpenForTrafficCount: options.defaultOpenForTrafficCount,
    syncWhenTimestampDiffers: options.syncWhenTimestampDiffers,
  };
}

/** Sends every change to the bus; without one it says so once and does nothing. */
function announceChanges(
  registry: Registry,
  options: RegistryOptions,
  host: DaemonHost,
): Lifecycle {
  const { clock, logger, timers } = host;
  const bus = joinBus(options, { application: 'vernal-registry', index: 8761 }, host);
  if (bus === undefined) {
    logger.info('no bus is configured (vernal.bus.url): clients learn of changes by polling');
    return sequence([]);
  }
  const announcer = new BusChangeAnnouncer({
    send: (change) => bus.announceRegistryChange(change),
    clock,
    timers,
    logger,
  });
  registry.onChange(({ lease }) => announcer.announce(lease.instance.app));
  return sequence([bus, announcer]);
}
