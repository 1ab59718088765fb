import { join } from 'node:path';
import { type Logger, silentLogger } from '@vernal/core';
import type { ManualTime } from '@vernal/core/testing';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import { configDaemon } from '../../src/index.ts';
import type { GitFixture } from '../git-fixture.ts';

/** Options by name; what is not given is as for the repository of the fixture. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

/** A config server in this process, with its data beside the repository that it serves; on the real clock unless one is given. */
export function startConfigServer(
  fixture: GitFixture,
  settings: Settings = {},
  logger: Logger = silentLogger,
  time?: ManualTime,
): Promise<RunningDaemon> {
  const all = {
    'server.port': 0,
    'vernal.data-dir': join(fixture.folder, 'data'),
    'spring.cloud.config.server.git.uri': fixture.uri,
    ...settings,
  };
  const clockwork = time === undefined ? {} : { clock: time, timers: time };
  return startDaemon(configDaemon, all, { logger, ...clockwork });
}
