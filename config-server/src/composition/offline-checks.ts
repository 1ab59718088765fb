import { silentLogger, systemClock, systemTimers } from '@vernal/core';
import type { ConfigKey, JsonSchema } from '@vernal/protocol/bus';
import type { TextEncryption } from '@vernal/protocol/config';
import { GitObjects } from '../adapters/git/git-objects.ts';
import { ObjectReader } from '../adapters/git/object-reader.ts';
import { ProcessValidation } from '../adapters/process-validation.ts';
import { ConfigPushCheck } from '../checks/config-push-check.ts';
import { FileReports, reportCache } from '../checks/file-reports.ts';
import { offlineReaders } from '../checks/offline-readers.ts';
import { SchemaCheck } from '../checks/schema-check.ts';
import { ServiceCheck } from '../checks/service-check.ts';
import { CacheBudget } from '../domain/cache-budget.ts';
import type { Reaction } from '../domain/checks/check-file.ts';
import { parseConfigFile } from '../domain/config-file.ts';
import { configKeyText } from '../domain/config-query.ts';
import { EnvironmentResolver } from '../environments/environment-resolver.ts';
import { MAX_FILE_SIZE } from '../options/resource-options.ts';
import type { PushedLabel, PushedObjects, PushReport } from '../ports/push-check.ts';

const MAX_FILE_BYTES = 4 * 1024 * 1024;
const MEMORY_BYTES = 256 * 1024 * 1024;
const LIMIT_MS = 600_000;
/** Nobody else waits. */
const nobodyWaits = () => Promise.resolve();

/** The schema that the configuration of a query has to fit. */
export interface GivenSchema extends ConfigKey {
  readonly schema: JsonSchema;
}

/** What is checked, and how. */
export interface OfflineCheckOptions {
  readonly objects: PushedObjects;
  /** Weakest first, `/` is the root; with `{application}` and the like. */
  readonly searchPaths: readonly string[];
  /** undefined: encrypted values are taken as they are. */
  readonly encryption: TextEncryption | undefined;
  readonly secrets: Reaction;
  readonly schemas: readonly GivenSchema[];
  /** Where the server runs that will serve it: what `spring.config.activate.on-cloud-platform` is compared with. */
  readonly platform: string;
}

/** Checks a push where no server is: in hooks of other Git hosts, and steps of a build. */
export async function checkOffline(
  pushed: PushedLabel,
  { objects, searchPaths, encryption, secrets, schemas, platform }: OfflineCheckOptions,
): Promise<PushReport> {
  const decrypt = encryption?.decrypt;
  const rules = { secrets, ...(decrypt === undefined ? {} : { decrypt }) };
  const reports = new FileReports({
    rules,
    parse: parseConfigFile,
    turnOfOthers: nobodyWaits,
    limit: { maxBytes: MAX_FILE_BYTES, option: MAX_FILE_SIZE },
    cache: reportCache(new CacheBudget(MEMORY_BYTES), 'checks'),
  });
  const resolver = new EnvironmentResolver({
    overrides: [],
    logger: silentLogger,
    platform,
    ...(decrypt === undefined ? {} : { decryption: { decrypt, invalid: 'as-written' } }),
  });
  const readership = offlineReaders({ pushed, objects, searchPaths, keys: schemas });
  const services = new ServiceCheck({
    readership,
    resolver,
    schemas: checkOf(schemas),
    turnOfOthers: nobodyWaits,
  });
  const check = new ConfigPushCheck({
    readership,
    reports,
    syntaxReports: reports,
    services,
    clock: systemClock,
    limitMs: LIMIT_MS,
  });
  return check.check(pushed, objects, check.begin());
}

function checkOf(given: readonly GivenSchema[]): SchemaCheck {
  return new SchemaCheck({
    schemasOf: (key) =>
      given.filter((one) => configKeyText(one) === configKeyText(key)).map(({ schema }) => schema),
    validation: new ProcessValidation(systemTimers),
    severity: 'error',
    onUnusable: () => undefined,
  });
}

/** The commits of a repository, also those that a push brought and nobody accepted yet. */
export interface CommitReader extends PushedObjects {
  /** The commit that an id means, or `HEAD`; undefined when there is none. */
  commitOf(id: string): Promise<string | undefined>;
  stop(): Promise<void>;
}

/** Reads a repository by one Git process; `environment` is that of the hook, which knows where pushed objects are. */
export function readCommits(
  gitFolder: string,
  environment: Readonly<Record<string, string | undefined>>,
): CommitReader {
  const variables = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const reader = new ObjectReader(gitFolder, Object.fromEntries(variables));
  const objects = new GitObjects(reader);
  return {
    uri: gitFolder,
    files: (commit) => objects.files(commit),
    read: (objectId, maxBytes) => objects.read(objectId, maxBytes),
    async commitOf(id) {
      const commit = await reader.read(`${id}^{commit}`);
      return commit?.type === 'commit' ? commit.id : undefined;
    },
    stop: () => reader.stop(),
  };
}
