import type { Bus } from '@vernal/bus';
import { type Clock, type Lifecycle, type Logger, messageOf, type Timers } from '@vernal/core';
import type { Backends } from '../backends/backends.ts';
import type { AnnouncedStates } from '../environments/announced-states.ts';
import type { CommitsInForce } from '../environments/commits-in-force.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { Pins } from '../environments/pins.ts';
import type { ChangeSweep } from '../rollout/change-sweep.ts';
import { PinSharing } from '../rollout/pin-sharing.ts';
import { StateSharing } from '../rollout/state-sharing.ts';

/** What several config servers have in common. */
export interface ClusterParts {
  readonly bus: Bus | undefined;
  readonly announcedStates: AnnouncedStates;
  readonly pins: Pins;
  readonly backends: Backends;
  readonly knownKeys: KnownKeys;
  readonly commitsInForce: CommitsInForce;
  readonly sweep: ChangeSweep;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** Makes several config servers on one bus serve the same; without a bus each is alone. */
export function shareWithOthers({ bus, sweep, ...parts }: ClusterParts): readonly Lifecycle[] {
  if (bus === undefined) return [];
  const settleAll = () => sweep.runNow();
  const lookNow = () => parts.backends.fetch().then(settleAll);
  return [
    new PinSharing({ ...parts, bus, settleAll }),
    new StateSharing({ ...parts, bus, lookNow }),
  ];
}

/** Tells the other config servers of a push that this one was told of. */
export function tellOthers(bus: Bus | undefined, clock: Clock, logger: Logger): void {
  bus?.announceRepositoryChange({ by: bus.busId, at: clock.now() }).catch((error: unknown) => {
    logger.warn('could not tell the other config servers', { error: messageOf(error) });
  });
}
