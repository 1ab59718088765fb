import { join } from 'node:path';
import { VernalError } from '@vernal/core';
import type { DaemonHost } from '@vernal/server-kit';
import { openRepository } from './adapters/git/open-repository.ts';
import { parseRepositoryAddress } from './adapters/git/repository-address.ts';
import type { ConfigOptions } from './config-options.ts';
import type { ConfigRepository } from './ports/config-repository.ts';

/**
 * The repository that is served.
 *
 * @throws VernalError `OPTIONS_INVALID` when none is configured
 */
export function createRepository(options: ConfigOptions, host: DaemonHost): ConfigRepository {
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
