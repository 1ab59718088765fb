import { join } from 'node:path';
import { silentLogger } from '@vernal/core';
import { settingsLayer } from '@vernal/core/options';
import { type DaemonDefinition, type DaemonOverrides, startDaemon } from '@vernal/server-kit';
import type { StartServer } from './server.ts';

/** Starts a daemon in this process, with a clock and timers of its own if need be. */
export function inProcess<Options extends object>(
  definition: DaemonDefinition<Options>,
  overrides: DaemonOverrides = {},
): StartServer {
  return (folder, options) =>
    startDaemon(
      definition,
      { 'server.port': 0, 'vernal.data-dir': join(folder, 'data') },
      { logger: silentLogger, ...overrides, layers: [settingsLayer(options)] },
    );
}
