import type { Clock, Logger, Random, Timers } from '@vernal/core';
import type { Registry } from '../domain/registry.ts';

/** What everything about peers stands on. */
export interface PeersGround {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly logger: Logger;
}
