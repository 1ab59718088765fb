import { join } from 'node:path';
import { configDaemon } from '@vernal/config-server';
import { silentLogger } from '@vernal/core';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import type { Group } from './group.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

/** The settings of a group's server, in the folder of its workshop. */
export function settingsOf(group: Group, workshop: Workshop) {
  const options = workshop.localize(JSON.stringify(group.server.options));
  return {
    ...(JSON.parse(options) as Group['server']['options']),
    'server.port': 0,
    'vernal.data-dir': join(workshop.folder, 'data'),
  };
}

/** A group that is ready to be played, or the reason why its server did not start. */
export interface OpenGroup {
  readonly workshop: Workshop;
  readonly daemon: RunningDaemon | undefined;
  readonly refusal: unknown;
  close(): Promise<void>;
}

/** Builds the repositories of a group and starts its server in this process. */
export async function openGroup(group: Group, recordings: string): Promise<OpenGroup> {
  const workshop = await openWorkshop(group, recordings);
  const overrides = { logger: silentLogger };
  const started = await startDaemon(configDaemon, settingsOf(group, workshop), overrides).then(
    (daemon) => ({ daemon, refusal: undefined }),
    (refusal: unknown) => ({ daemon: undefined, refusal }),
  );
  return {
    workshop,
    ...started,
    async close() {
      await started.daemon?.stop();
      await workshop.close();
    },
  };
}
