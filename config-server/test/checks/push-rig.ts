import { type Clock, silentLogger, systemTimers } from '@vernal/core';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import type { ConfigKey, JsonSchema } from '@vernal/protocol/bus';
import type { TextEncryption } from '@vernal/protocol/config';
import { problemsOf } from '../../src/adapters/schema-process/validate.ts';
import { singleBackend } from '../../src/backends/backend.ts';
import { Backends } from '../../src/backends/backends.ts';
import { createPushCheck, type PushCheckOptions } from '../../src/composition/checks.ts';
import { CacheBudget } from '../../src/domain/cache-budget.ts';
import { parseConfigFile } from '../../src/domain/config-file.ts';
import { EnvironmentResolver } from '../../src/environments/environment-resolver.ts';
import { KnownKeys } from '../../src/environments/known-keys.ts';
import { LabelResolver } from '../../src/environments/label-resolver.ts';
import type { FileParsing } from '../../src/ports/file-parsing.ts';
import type { KeyStore } from '../../src/ports/key-store.ts';
import type { SchemaValidation } from '../../src/ports/schema-validation.ts';
import { backendOf } from '../backend-fixture.ts';
import { MemoryRepository } from '../memory-repository.ts';

const forgetfulStore: KeyStore = {
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  all: () => Promise.resolve([]),
  save: () => Promise.resolve(),
  change: () => Promise.resolve(),
};

/** Without a process of its own: the schemas of these tests end. */
const validationHere: SchemaValidation = {
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  async *validate(tasks) {
    for (const task of tasks) yield [task, problemsOf(task)];
  },
};

const parsingHere: FileParsing = {
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  parse: parseConfigFile,
};

const DEFAULTS: PushCheckOptions = {
  checkSecrets: 'warn',
  checkSchemas: 'refuse',
  maxFileBytes: 1_000_000,
  checkTimeoutMs: 30_000,
  encryptEnabled: true,
};

/** What a rig may be given. */
export interface RigSettings extends Partial<PushCheckOptions> {
  readonly encryption?: TextEncryption;
  readonly clock?: Clock;
  /** Published by the instances of a key. */
  readonly schemasOf?: (key: ConfigKey) => readonly JsonSchema[];
  readonly publishedKeys?: () => readonly ConfigKey[];
}

type Files = Readonly<Record<string, string>>;

/** The check of pushes over a repository in memory. */
export function createPushRig(settings: RigSettings = {}) {
  const {
    encryption,
    clock = new ManualTime(),
    schemasOf = () => [],
    publishedKeys = () => [],
    ...options
  } = settings;
  const repository = new MemoryRepository();
  const logger = new RecordingLogger();
  const backends = new Backends([singleBackend(backendOf(repository))]);
  const labels = new LabelResolver(backends, 'fail');
  const knownKeys = new KnownKeys(forgetfulStore, { limit: 1_000, logger: silentLogger });
  const check = createPushCheck(
    { ...DEFAULTS, ...options },
    {
      backends,
      labels,
      knownKeys,
      resolver: new EnvironmentResolver({ overrides: [], logger }),
      encryption,
      parsing: parsingHere,
      memory: new CacheBudget(64 * 1024 * 1024),
      clock,
      timers: systemTimers,
      logger,
      schemasOf,
      publishedKeys,
      validation: validationHere,
    },
  );
  return {
    repository,
    logger,
    /** A service that runs with what `main` means now. */
    async know(application: string, profiles = 'default'): Promise<void> {
      const revision = (await repository.commitOf('main')) ?? '';
      const told = { announced: revision, changedKeys: [], changedAt: 0, eventId: '', told: true };
      await knownKeys.save({ application, profiles, label: null, revision, ...told });
    },
    /** What the server would say to a push of these files, which is not made. */
    async push(files: Files, label = 'main') {
      const before = await repository.commitOf(label);
      const commit = await repository.push(files, 'not accepted yet');
      const pushed = before === undefined ? { label, commit } : { label, commit, before };
      const { verdict, findings } = await check.check(pushed, repository, check.begin());
      const lines = findings.map(({ path, line, column, severity, problem }) =>
        [path, line, column, severity, problem].filter((part) => part !== undefined).join(' '),
      );
      return { verdict, lines };
    },
  };
}
