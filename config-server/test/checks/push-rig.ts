import { type Clock, silentLogger } from '@vernal/core';
import { ManualTime } from '@vernal/core/testing';
import type { TextEncryption } from '@vernal/protocol/config';
import { singleBackend } from '../../src/backends/backend.ts';
import { Backends } from '../../src/backends/backends.ts';
import { createPushCheck, type PushCheckOptions } from '../../src/compose-checks.ts';
import { KnownKeys } from '../../src/environments/known-keys.ts';
import { LabelResolver } from '../../src/environments/label-resolver.ts';
import type { KeyStore } from '../../src/ports/key-store.ts';
import { backendOf } from '../backend-fixture.ts';
import { MemoryRepository } from '../memory-repository.ts';

const forgetfulStore: KeyStore = {
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  all: () => Promise.resolve([]),
  save: () => Promise.resolve(),
  change: () => Promise.resolve(),
};

const DEFAULTS: PushCheckOptions = {
  checkSecrets: 'warn',
  checkMaxFileBytes: 1_000_000,
  checkTimeoutMs: 30_000,
  encryptEnabled: true,
};

/** What a rig may be given. */
export interface RigSettings extends Partial<PushCheckOptions> {
  readonly encryption?: TextEncryption;
  readonly clock?: Clock;
}

type Files = Readonly<Record<string, string>>;

/** The check of pushes over a repository in memory. */
export function createPushRig({ encryption, clock, ...options }: RigSettings = {}) {
  const repository = new MemoryRepository();
  const backends = new Backends([singleBackend(backendOf(repository))]);
  const labels = new LabelResolver(backends, 'fail');
  const knownKeys = new KnownKeys(forgetfulStore, { limit: 1_000, logger: silentLogger });
  const check = createPushCheck(
    { ...DEFAULTS, ...options },
    { backends, labels, knownKeys, encryption, clock: clock ?? new ManualTime() },
  );
  return {
    repository,
    knownKeys,
    /** What the server would say to a push of these files, which is not made. */
    async push(files: Files, label = 'main') {
      const before = await repository.commitOf(label);
      const commit = await repository.push(files, 'not accepted yet');
      const pushed = before === undefined ? { label, commit } : { label, commit, before };
      const { verdict, findings } = await check.check(pushed, repository);
      const lines = findings.map(({ path, line, column, severity, problem }) =>
        [path, line, column, severity, problem].filter((part) => part !== undefined).join(' '),
      );
      return { verdict, lines };
    },
  };
}
