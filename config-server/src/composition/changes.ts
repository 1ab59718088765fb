import type { Lifecycle } from '@vernal/core';
import type { DaemonHost } from '@vernal/server-kit';
import type { Backends } from '../backends/backends.ts';
import type { ConfigOptions } from '../config-options.ts';
import type { RegisteredApplications } from '../ports/registered-applications.ts';
import { ChangeSweep } from '../rollout/change-sweep.ts';
import type { BusLink } from './bus.ts';
import { shareWithOthers } from './cluster.ts';
import type { Environments } from './environments.ts';
import { lookForUnasked } from './unasked.ts';

/** Where changes come from, and who is told. */
export interface ChangesNeeds extends Environments, BusLink {
  readonly backends: Backends;
  readonly registered: RegisteredApplications;
}

/** What follows changes, and has to be started with the server. */
export interface Changes {
  readonly sweep: ChangeSweep;
  readonly lifecycles: readonly Lifecycle[];
}

/** Follows what is pushed, here and at other config servers, and tells those whom it affects. */
export function followChanges(
  options: ConfigOptions,
  { timers, logger }: DaemonHost,
  needs: ChangesNeeds,
): Changes {
  const { bus } = needs;
  const unasked = bus && lookForUnasked(options, { ...needs, timers, logger });
  const sweep = new ChangeSweep({
    ...needs,
    onSwept: () => void unasked?.lookNow(),
    onBusConnect: (run) => bus?.onConnect(run) ?? (() => undefined),
    timers,
    logger,
  });
  const looking = unasked === undefined ? [] : [unasked];
  const sharing = shareWithOthers({ ...needs, sweep, timers, logger });
  return { sweep, lifecycles: [sweep, ...looking, ...sharing] };
}
