import { type Bus, joinBus } from '@vernal/bus';
import { fail, type Logger } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { TextEncryption } from '@vernal/protocol/config';
import {
  type DaemonHost,
  type DaemonParts,
  type HealthIndicator,
  textBody,
} from '@vernal/server-kit';
import { Router } from 'express';
import { BusAnnouncements } from './adapters/bus-announcements.ts';
import { loadEncryption } from './adapters/encryption-keys.ts';
import { noAnnouncements } from './adapters/no-announcements.ts';
import { FileKeyStore } from './adapters/store/file-key-store.ts';
import { FilePinStore } from './adapters/store/file-pin-store.ts';
import { createBackends } from './compose-backends.ts';
import { createChecks } from './compose-checks.ts';
import { shareWithOthers } from './compose-cluster.ts';
import { folderLocks } from './compose-folder-locks.ts';
import { createHosting } from './compose-hosting.ts';
import { operationsRoutes } from './compose-operations.ts';
import { clearOverrides } from './compose-overrides.ts';
import { linkToRegistry } from './compose-registry.ts';
import { createRollout } from './compose-rollout.ts';
import { lookForUnasked } from './compose-unasked.ts';
import { webhookAccess, webhookRoutes } from './compose-webhooks.ts';
import type { ConfigOptions } from './config-options.ts';
import { CacheBudget } from './domain/cache-budget.ts';
import type { DecryptRules } from './domain/decrypt-layers.ts';
import { ANSWER_RULES } from './domain/release-train.ts';
import { AnnouncedStates } from './environments/announced-states.ts';
import { answerCaches } from './environments/answer-caches.ts';
import { CommitsInForce } from './environments/commits-in-force.ts';
import { EnvironmentResolver } from './environments/environment-resolver.ts';
import { EnvironmentService } from './environments/environment-service.ts';
import { HeldCommits } from './environments/held-commits.ts';
import { KnownKeys } from './environments/known-keys.ts';
import { LabelResolver } from './environments/label-resolver.ts';
import { type PinnedCommits, Pins } from './environments/pins.ts';
import {
  cachesBeside,
  type ResolverCaches,
  resolverCaches,
} from './environments/resolver-caches.ts';
import { Resources } from './environments/resources.ts';
import { configAccess } from './http/access.ts';
import { encryptionRoutes } from './http/encryption-routes.ts';
import { environmentRoutes } from './http/environment-routes.ts';
import { flatRoutes } from './http/flat-routes.ts';
import { HotEnvironments } from './http/hot-environments.ts';
import type { NoteRead } from './http/read-audit.ts';
import { readingRules } from './http/reading-rules.ts';
import { requireDecrypt } from './http/require-decrypt.ts';
import { resourceRoutes } from './http/resource-routes.ts';
import { MAX_FILE_SIZE, MAX_RESOURCE_SIZE } from './options/resource-options.ts';
import type { Announcements } from './ports/announcements.ts';
import { registerCacheMetrics } from './rollout/cache-metrics.ts';
import { ChangeSweep } from './rollout/change-sweep.ts';
import { registerConfigMetrics } from './rollout/config-metrics.ts';
import {
  type ConfigServerHealthParts,
  configServerHealth,
} from './rollout/config-server-health.ts';
import { healthQueries } from './rollout/health-queries.ts';
import { configRepositoryHealth } from './rollout/repository-health.ts';

/** Builds the object graph of the config server. */
export async function composeConfigServer(
  options: ConfigOptions,
  host: DaemonHost,
): Promise<DaemonParts> {
  const { clock, timers, logger } = host;
  const memory = new CacheBudget(options.cacheLimitBytes);
  const caches = resolverCaches(memory);
  const { answers, requests } = answerCaches(memory);
  const backends = createBackends(options, host, memory);
  const encryption = await loadEncryption(options);
  const bus = joinServerBus(options, host);
  const announcements = announceOver(bus, host);
  const knownKeys = new KnownKeys(new FileKeyStore(host.dataDir), {
    limit: options.maxKnownKeys,
    logger,
  });
  const held = new HeldCommits(logger);
  const pins = new Pins(new FilePinStore(host.dataDir));
  const onFailure = options.failOnCompositeError ? 'fail' : 'pass over';
  const { labelsIn, emptyList } = ANSWER_RULES[options.releaseTrain];
  const labelsUnder = (decided: PinnedCommits) =>
    new LabelResolver(backends, onFailure, decided, labelsIn);
  const labels = labelsUnder(pins);
  const resolver = createResolver(options, { encryption, logger, caches });
  const { holdBroken, acceptEmpty } = options;
  const announcedStates = new AnnouncedStates();
  const commitsInForce = new CommitsInForce({
    labels,
    resolver,
    knownKeys,
    held,
    announcements,
    announcedStates,
    clock,
    holdBroken,
  });
  const environments = new EnvironmentService({
    backends,
    labels,
    commitsInForce,
    acceptEmpty,
    emptyList,
    answers,
  });
  const rules = readingRules((key) =>
    key.label === null
      ? backends.of(key).map(({ labels: { defaultLabel } }) => defaultLabel)
      : labelsIn(key.label),
  );
  const rollout = createRollout(options, host, { bus, knownKeys, held, pins, rules });
  const { noteRead } = rollout;
  const hot = new HotEnvironments(environments, requests, noteRead);
  const registry = linkToRegistry(options, host);
  const { registered } = registry;
  const asking = { backends, labels, resolver, knownKeys, announcements, registered };
  const unasked = bus && lookForUnasked(options, { ...asking, timers, logger });
  const sweep = new ChangeSweep({
    backends,
    onSwept: () => void unasked?.lookNow(),
    commitsInForce,
    knownKeys,
    announcements,
    onBusConnect: (run) => bus?.onConnect(run) ?? (() => undefined),
    timers,
    logger,
  });
  const readers = { backends, labels, knownKeys, encryption, resolver, bus, memory };
  const checks = createChecks(options, host, readers);
  const hosting = createHosting(options, host, {
    check: checks.push,
    onPushed: () => void sweep.runNow(),
  });
  const isAwaited = (query: ConfigKey) =>
    hosting.isAwaited(backends.of(query).map(({ repository }) => repository.uri));
  registerCacheMetrics(host.metrics, memory);
  registerConfigMetrics(host.metrics, { backends, knownKeys, held, pins });

  const shared = { announcedStates, pins, backends, knownKeys, commitsInForce };
  const routes = Router();
  routes.use(
    hosting.routes,
    webhookRoutes(options, host, { bus, backends, sweep, announcements }),
    rollout.routes,
    operationsRoutes(host, {
      pins,
      backends,
      labelsUnder,
      resolver,
      knownKeys,
      sweep,
      rules,
      asWritten: cachesBeside(caches, memory),
    }),
    clientRoutes(options, host, { encryption, environments, hot, noteRead }),
  );
  return {
    lifecycles: [
      ...folderLocks(options, host),
      ...hosting.lifecycles,
      checks.validation,
      knownKeys,
      pins,
      backends,
      sweep,
      ...(unasked === undefined ? [] : [unasked]),
      ...rollout.lifecycles,
      ...shareWithOthers({ ...shared, bus, sweep, logger }),
      ...(bus === undefined ? [] : [bus]),
      ...registry.lifecycles,
    ],
    access: webhookAccess(options, hosting.access(configAccess({ prefix: options.prefix, rules }))),
    hotPath: hot.hotPath,
    routes,
    health: [
      ...serverHealth(options, { labels, resolver, isAwaited }),
      configRepositoryHealth({ backends, held }),
    ],
  };
}

/** What clients ask for, below the prefix. */
function clientRoutes(
  options: ConfigOptions,
  host: DaemonHost,
  {
    encryption,
    environments,
    hot,
    noteRead,
  }: {
    readonly encryption: TextEncryption | undefined;
    readonly environments: EnvironmentService;
    readonly hot: HotEnvironments;
    readonly noteRead: NoteRead;
  },
): Router {
  const locationOrder = options.reverseLocationOrder ? 'reverse' : 'declared';
  const wholeDocument = options.stripDocument ? 'stripped' : 'kept';
  const profileGrammar = options.validateProfiles ? 'boot' : 'any';
  const { encryptEnabled, plainTextEncrypt, maxResourceBytes: maxBytes } = options;
  const limit = { maxBytes, option: MAX_RESOURCE_SIZE };
  const resources = new Resources({ environments, locationOrder, limit });
  const { decrypt } = decryptionWith(options, encryption);
  const rules = encryptEnabled && plainTextEncrypt ? { decrypt } : {};
  return Router().use(options.prefix === '' ? '/' : options.prefix, [
    requireDecrypt(host.audit),
    encryptionRoutes({
      encryption,
      profileGrammar,
      readBody: textBody({ limitBytes: host.maxBodyBytes }),
    }),
    resourceRoutes({ resources, profileGrammar, noteRead, ...rules }),
    environmentRoutes({ environments, hot, profileGrammar, noteRead }),
    flatRoutes({ environments, hot, profileGrammar, noteRead }, wholeDocument),
  ]);
}

/** The component that looks environments up, unless it is switched off. */
function serverHealth(
  options: ConfigOptions,
  parts: Pick<ConfigServerHealthParts, 'labels' | 'resolver' | 'isAwaited'>,
): HealthIndicator[] {
  if (!options.healthEnabled) return [];
  const { healthRepositories, downHealthStatus: downStatus, acceptEmpty } = options;
  const queries = healthQueries(healthRepositories);
  return [configServerHealth({ ...parts, queries, downStatus, acceptEmpty })];
}

interface ResolverNeeds {
  readonly encryption: TextEncryption | undefined;
  readonly logger: Logger;
  readonly caches: ResolverCaches;
}

function createResolver(
  options: ConfigOptions,
  { encryption, logger, caches }: ResolverNeeds,
): EnvironmentResolver {
  const decryption = options.encryptEnabled ? decryptionWith(options, encryption) : undefined;
  return new EnvironmentResolver({
    overrides: clearOverrides(options, encryption),
    logger,
    caches,
    fileLimit: { maxBytes: options.maxFileBytes, option: MAX_FILE_SIZE },
    ...(decryption === undefined ? {} : { decryption }),
  });
}

/** Without a key every encrypted value is invalid, as in Spring. */
function decryptionWith(
  { prefixInvalid }: ConfigOptions,
  encryption: TextEncryption | undefined,
): DecryptRules {
  return {
    decrypt: (text) => encryption?.decrypt(text) ?? fail('there is no key'),
    invalid: prefixInvalid ? 'prefixed' : 'as-written',
  };
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
