import type { Bus } from '@vernal/bus';
import { type Clock, fail, type Logger, type Timers, turnOfOthers } from '@vernal/core';
import type { TextEncryption } from '@vernal/protocol/config';
import type { DaemonHost } from '@vernal/server-kit';
import { ProcessValidation } from '../adapters/process-validation.ts';
import { ConfigPushCheck } from '../checks/config-push-check.ts';
import { FileReports, reportCache } from '../checks/file-reports.ts';
import { Readership, type ReadershipParts } from '../checks/readership.ts';
import { SchemaBook } from '../checks/schema-book.ts';
import { SchemaCheck, type SchemaCheckParts } from '../checks/schema-check.ts';
import { ServiceCheck } from '../checks/service-check.ts';
import type { ConfigOptions } from '../config-options.ts';
import type { CacheBudget } from '../domain/cache-budget.ts';
import { type FileRules, severityOf } from '../domain/checks/check-file.ts';
import type { EnvironmentResolver } from '../environments/environment-resolver.ts';
import { MAX_FILE_SIZE } from '../options/resource-options.ts';
import type { FileParsing } from '../ports/file-parsing.ts';
import type { PushCheck } from '../ports/push-check.ts';
import type { SchemaValidation } from '../ports/schema-validation.ts';

/** What the server knows that pushes are checked with. */
interface ServerParts extends Omit<ReadershipParts, 'publishedKeys'> {
  readonly resolver: EnvironmentResolver;
  readonly memory: CacheBudget;
  readonly parsing: FileParsing;
  /** undefined without a key. */
  readonly encryption: TextEncryption | undefined;
}

/** The checks of a server, and what has to be stopped with it. */
export interface Checks {
  readonly push: PushCheck;
  readonly validation: SchemaValidation;
}

/** The checks of what is pushed to hosted repositories. */
export function createChecks(
  options: ConfigOptions,
  { clock, timers, logger }: DaemonHost,
  { bus, ...parts }: ServerParts & { readonly bus: Bus | undefined },
): Checks {
  const validation = new ProcessValidation(timers);
  const schemas = new SchemaBook(clock);
  if (options.gitEnabled && options.checkSchemas !== 'ignore') followSchemas(schemas, bus);
  const schemasOf: SchemaCheckParts['schemasOf'] = (key) => schemas.schemasOf(key);
  const publishedKeys = () => schemas.keys();
  const needs = { ...parts, publishedKeys, clock, timers, logger, validation, schemasOf };
  return { push: createPushCheck(options, needs), validation };
}

function followSchemas(schemas: SchemaBook, bus: Bus | undefined): void {
  bus?.onSchema((published) => schemas.record(published));
  bus?.onSchemaWithdrawal((by) => schemas.forget(by));
}

/** The options of checks. */
export type PushCheckOptions = Pick<
  ConfigOptions,
  'checkSecrets' | 'checkSchemas' | 'checkTimeoutMs' | 'maxFileBytes' | 'encryptEnabled'
>;

/** What a check of pushes is made of. */
export interface PushCheckNeeds
  extends ServerParts,
    ReadershipParts,
    Pick<SchemaCheckParts, 'schemasOf' | 'validation'> {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** The check of one push after the other. */
export function createPushCheck(options: PushCheckOptions, needs: PushCheckNeeds): PushCheck {
  const { clock, timers, resolver, encryption, memory, parsing } = needs;
  const { checkSecrets: secrets, encryptEnabled } = options;
  const reading = {
    limit: { maxBytes: options.maxFileBytes, option: MAX_FILE_SIZE },
    parse: parsing.parse,
    turnOfOthers: () => turnOfOthers(timers),
  };
  const decrypt: FileRules['decrypt'] = (text) =>
    encryption?.decrypt(text) ?? fail('there is no key');
  const readership = new Readership(needs);
  const schemas = createSchemaCheck(options, needs);
  return new ConfigPushCheck({
    readership,
    reports: new FileReports({
      ...reading,
      rules: { secrets, ...(encryptEnabled ? { decrypt } : {}) },
      cache: reportCache(memory, 'checks'),
    }),
    syntaxReports: new FileReports({
      ...reading,
      rules: { secrets },
      cache: reportCache(memory, 'syntax-checks'),
    }),
    services: new ServiceCheck({
      readership,
      resolver,
      schemas,
      turnOfOthers: reading.turnOfOthers,
    }),
    clock,
    limitMs: options.checkTimeoutMs,
  });
}

function createSchemaCheck(
  { checkSchemas }: PushCheckOptions,
  { schemasOf, validation, logger }: PushCheckNeeds,
): SchemaCheck | undefined {
  const severity = severityOf(checkSchemas);
  if (severity === undefined) return undefined;
  const onUnusable = (count: number) =>
    logger.warn('some schemas of services can not be used', { count });
  return new SchemaCheck({ schemasOf, validation, severity, onUnusable });
}
