import type { TextEncryption } from '@vernal/protocol/config';
import type { DaemonHost } from '@vernal/server-kit';
import { FileKeyStore } from '../adapters/store/file-key-store.ts';
import { FilePinStore } from '../adapters/store/file-pin-store.ts';
import type { Backends } from '../backends/backends.ts';
import type { ConfigOptions } from '../config-options.ts';
import type { CacheBudget } from '../domain/cache-budget.ts';
import { cloudPlatformOf } from '../domain/cloud-platform.ts';
import { overridesLayer } from '../domain/overrides.ts';
import { ANSWER_RULES } from '../domain/release-train.ts';
import { AnnouncedStates } from '../environments/announced-states.ts';
import { type AnswerCaches, answerCaches } from '../environments/answer-caches.ts';
import { CommitsInForce } from '../environments/commits-in-force.ts';
import { EnvironmentResolver } from '../environments/environment-resolver.ts';
import { EnvironmentService } from '../environments/environment-service.ts';
import { HeldCommits } from '../environments/held-commits.ts';
import { KnownKeys } from '../environments/known-keys.ts';
import { LabelResolver } from '../environments/label-resolver.ts';
import { type PinnedCommits, Pins } from '../environments/pins.ts';
import {
  cachesBeside,
  type ResolverCaches,
  resolverCaches,
} from '../environments/resolver-caches.ts';
import { type ReadingRules, readingRules } from '../http/reading-rules.ts';
import { MAX_FILE_SIZE } from '../options/resource-options.ts';
import type { Announcements } from '../ports/announcements.ts';
import type { FileParsing } from '../ports/file-parsing.ts';
import { decryptionWith } from './decryption.ts';

/** What environments are made of. */
export interface EnvironmentsNeeds {
  readonly memory: CacheBudget;
  readonly backends: Backends;
  readonly encryption: TextEncryption | undefined;
  readonly announcements: Announcements;
  readonly parsing: FileParsing;
}

/** What decides about environments and reads them, from the label of a request to the bytes of its answer. */
export interface Environments {
  readonly knownKeys: KnownKeys;
  readonly held: HeldCommits;
  readonly pins: Pins;
  readonly labels: LabelResolver;
  /** A label resolver under other pins than those in force. */
  readonly labelsUnder: (pins: PinnedCommits) => LabelResolver;
  readonly resolver: EnvironmentResolver;
  /** Memory of resolvers that read values as they are written. */
  readonly asWritten: ResolverCaches;
  readonly announcedStates: AnnouncedStates;
  readonly commitsInForce: CommitsInForce;
  readonly environments: EnvironmentService;
  readonly requests: AnswerCaches['requests'];
  readonly rules: ReadingRules;
}

/** Puts together what decides about environments and reads them. */
export function createEnvironments(
  options: ConfigOptions,
  { clock, logger, dataDir, environment }: DaemonHost,
  { memory, backends, encryption, announcements, parsing }: EnvironmentsNeeds,
): Environments {
  const { holdBroken, acceptEmpty, maxKnownKeys: limit } = options;
  const { labelsIn, emptyList } = ANSWER_RULES[options.releaseTrain];
  const caches = resolverCaches(memory);
  const { answers, requests } = answerCaches(memory);
  const onFailure = options.failOnCompositeError ? 'fail' : 'pass over';
  const labelsUnder = (decided: PinnedCommits) =>
    new LabelResolver(backends, onFailure, decided, labelsIn);
  const pins = new Pins(new FilePinStore(dataDir));
  const labels = labelsUnder(pins);
  const shared = {
    backends,
    labels,
    knownKeys: new KnownKeys(new FileKeyStore(dataDir), { limit, logger }),
    held: new HeldCommits(logger),
    announcedStates: new AnnouncedStates(),
    resolver: new EnvironmentResolver({
      overrides: overridesLayer(options.overrides),
      logger,
      platform: cloudPlatformOf(environment),
      caches,
      parse: parsing.parse,
      fileLimit: { maxBytes: options.maxFileBytes, option: MAX_FILE_SIZE },
      ...(options.encryptEnabled ? { decryption: decryptionWith(options, encryption) } : {}),
    }),
  };
  const commitsInForce = new CommitsInForce({ ...shared, announcements, clock, holdBroken });
  const serving = { acceptEmpty, emptyList, answers };
  return {
    ...shared,
    pins,
    labelsUnder,
    asWritten: cachesBeside(caches, memory),
    commitsInForce,
    environments: new EnvironmentService({ ...shared, commitsInForce, ...serving }),
    requests,
    rules: readingRules((key) =>
      key.label === null
        ? backends.of(key).map(({ labels: { defaultLabel } }) => defaultLabel)
        : labelsIn(key.label),
    ),
  };
}
