import { join } from 'node:path';
import { type Bus, joinBus } from '@vernal/bus';
import { type Logger, VernalError } from '@vernal/core';
import { decryptSymmetric, deriveSymmetricKey } from '@vernal/protocol/config';
import type { DaemonHost, DaemonParts } from '@vernal/server-kit';
import { Router } from 'express';
import { BusAnnouncements } from './adapters/bus-announcements.ts';
import { openRepository } from './adapters/git/open-repository.ts';
import { parseRepositoryAddress } from './adapters/git/repository-address.ts';
import { noAnnouncements } from './adapters/no-announcements.ts';
import { FileKeyStore } from './adapters/store/file-key-store.ts';
import type { ConfigOptions } from './config-options.ts';
import type { Decrypt } from './domain/decrypt-layers.ts';
import { overridesLayer } from './domain/overrides.ts';
import { CommitsInForce } from './environments/commits-in-force.ts';
import { EnvironmentResolver } from './environments/environment-resolver.ts';
import { EnvironmentService } from './environments/environment-service.ts';
import { HeldCommits } from './environments/held-commits.ts';
import { KnownKeys } from './environments/known-keys.ts';
import { LabelResolver } from './environments/label-resolver.ts';
import { Resources } from './environments/resources.ts';
import { environmentRoutes } from './http/environment-routes.ts';
import { flatRoutes } from './http/flat-routes.ts';
import { HotEnvironments } from './http/hot-environments.ts';
import { monitorRoutes } from './http/monitor-routes.ts';
import { resourceRoutes } from './http/resource-routes.ts';
import { rolloutRoutes } from './http/rollout-routes.ts';
import type { Announcements } from './ports/announcements.ts';
import type { ConfigRepository } from './ports/config-repository.ts';
import { ChangeSweep } from './rollout/change-sweep.ts';
import { configRepositoryHealth, configServerHealth } from './rollout/config-health.ts';
import { registerConfigMetrics } from './rollout/config-metrics.ts';
import { RolloutBook } from './rollout/rollout-book.ts';

/** Builds the object graph of the config server. */
export function composeConfigServer(options: ConfigOptions, host: DaemonHost): DaemonParts {
  const { clock, timers, logger } = host;
  const repository = createRepository(options, host);
  const bus = joinServerBus(options, host);
  const announcements = announceOver(bus, host);
  const knownKeys = new KnownKeys(new FileKeyStore(host.dataDir));
  const held = new HeldCommits(logger);
  const labels = new LabelResolver(repository, options);
  const resolver = createResolver(options, repository, logger);
  const { holdBroken, acceptEmpty } = options;
  const commitsInForce = new CommitsInForce({
    labels,
    resolver,
    knownKeys,
    held,
    announcements,
    clock,
    holdBroken,
  });
  const environments = new EnvironmentService({ repository, labels, commitsInForce, acceptEmpty });
  const resources = new Resources({
    repository,
    environments,
    labels,
    searchPaths: options.searchPaths,
    locationOrder: options.reverseLocationOrder ? 'reverse' : 'declared',
  });
  const hot = new HotEnvironments(environments);
  const rollout = new RolloutBook();
  bus?.onAcknowledgement((acknowledgement) => rollout.record(acknowledgement));
  bus?.onWithdrawal((by) => rollout.forget(by));
  const onBusConnect = (run: () => void) => bus?.onConnect(run) ?? (() => undefined);
  const sweep = new ChangeSweep({
    repository,
    commitsInForce,
    knownKeys,
    announcements,
    onBusConnect,
    timers,
    logger,
  });
  registerConfigMetrics(host.metrics, { repository, knownKeys, held });

  const health = { repository, labels, resolver, held };
  const routes = Router();
  const check = () => repository.fetch().then(() => sweep.runNow());
  routes.use(monitorRoutes(check), rolloutRoutes({ knownKeys, held, rollout }));
  routes.use(
    options.prefix === '' ? '/' : options.prefix,
    resourceRoutes(resources),
    environmentRoutes({ environments, hot }),
    flatRoutes({ environments, hot }, options.stripDocument ? 'stripped' : 'kept'),
  );
  return {
    lifecycles: [knownKeys, repository, sweep, ...(bus === undefined ? [] : [bus])],
    hotPath: hot.hotPath,
    routes,
    health: [configServerHealth(health), configRepositoryHealth(health)],
  };
}

function createRepository(options: ConfigOptions, host: DaemonHost): ConfigRepository {
  if (options.gitUri === undefined) {
    const message =
      'spring.cloud.config.server.git.uri is missing: which repository shall be served?';
    throw new VernalError('OPTIONS_INVALID', message);
  }
  const address = parseRepositoryAddress(options.gitUri);
  const credentials =
    options.gitPassword === undefined
      ? address.credentials
      : { username: options.gitUsername ?? '', password: options.gitPassword };
  return openRepository({
    address: { ...address, ...(credentials === undefined ? {} : { credentials }) },
    mirrorsDir: options.basedir ?? join(host.dataDir, 'mirrors'),
    refreshRateMs: options.refreshRateMs,
    pollIntervalMs: options.pollIntervalMs,
    timeoutMs: options.timeoutMs,
    environment: process.env,
    clock: host.clock,
    timers: host.timers,
    logger: host.logger,
  });
}

function createResolver(
  options: ConfigOptions,
  repository: ConfigRepository,
  logger: Logger,
): EnvironmentResolver {
  const decrypt = options.encryptEnabled ? createDecrypt(options) : undefined;
  return new EnvironmentResolver({
    repository,
    searchPaths: options.searchPaths,
    overrides: overridesLayer(options.overrides),
    logger,
    ...(decrypt === undefined ? {} : { decrypt }),
  });
}

/** Without a key every encrypted value is invalid, as in Spring. */
function createDecrypt({ encryptKey, encryptSalt }: ConfigOptions): Decrypt {
  if (encryptKey === undefined) return () => ({ ok: false, problem: 'there is no key' });
  const key = deriveSymmetricKey(encryptKey.reveal(), encryptSalt);
  if (!key.ok) throw new VernalError('OPTIONS_INVALID', `encrypt.salt: ${key.problem}`);
  return ({ payload }) => decryptSymmetric(payload, key.value);
}

function announceOver(bus: Bus | undefined, { clock, logger }: DaemonHost): Announcements {
  return bus === undefined ? noAnnouncements : new BusAnnouncements({ bus, clock, logger });
}

/** The bus, if one is configured; without one it says so once. */
function joinServerBus(options: ConfigOptions, host: DaemonHost): Bus | undefined {
  const bus = joinBus(options, { application: 'vernal-config', index: 8888 }, host);
  if (bus === undefined) {
    host.logger.info('no bus is configured (vernal.bus.url): nobody is told of changes');
  }
  return bus;
}
