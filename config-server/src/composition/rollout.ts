import type { Bus } from '@vernal/bus';
import { type Lifecycle, turnOfOthers } from '@vernal/core';
import type { DaemonHost } from '@vernal/server-kit';
import type { Router } from 'express';
import type { ConfigOptions } from '../config-options.ts';
import type { HeldCommits } from '../environments/held-commits.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { Pins } from '../environments/pins.ts';
import { type NoteRead, ReadAudit } from '../http/read-audit.ts';
import type { ReadingRules } from '../http/reading-rules.ts';
import { rolloutRoutes } from '../http/rollout-routes.ts';
import { RolloutBook } from '../rollout/rollout-book.ts';
import { RolloutFollower } from '../rollout/rollout-follower.ts';
import { registerRolloutMetrics } from '../rollout/rollout-metrics.ts';
import { RolloutView } from '../rollout/rollout-view.ts';

/** What the rollout is told from. */
export interface RolloutNeeds {
  readonly bus: Bus | undefined;
  readonly knownKeys: KnownKeys;
  readonly held: HeldCommits;
  readonly pins: Pins;
  readonly rules: ReadingRules;
}

/** Who runs what and who reads what, as the server is put together with it. */
export interface Rollout {
  readonly lifecycles: readonly Lifecycle[];
  readonly routes: Router;
  readonly noteRead: NoteRead;
}

/** Follows which instance runs which commit, and notes who reads which environment. */
export function createRollout(
  { lateAfterMs, forgetAfterMs, ...options }: ConfigOptions,
  { clock, timers, random, logger, metrics, audit }: DaemonHost,
  { bus, ...needs }: RolloutNeeds,
): Rollout {
  const book = new RolloutBook();
  const { knownKeys } = needs;
  const turns = { turnOfOthers: () => turnOfOthers(timers) };
  const view = new RolloutView({ ...{ book, knownKeys, clock, lateAfterMs }, ...turns });
  registerRolloutMetrics(metrics, view);
  const follower = { book, view, knownKeys, forgetAfterMs, clock, timers, random, logger };
  const lifecycles: Lifecycle[] =
    bus === undefined ? [] : [new RolloutFollower({ ...follower, bus })];
  if (!options.auditReads) {
    const routes = rolloutRoutes({ ...needs, ...turns, view, readers: () => [] });
    return { lifecycles, routes, noteRead: () => undefined };
  }
  const intervalMs = options.auditReadsIntervalMs;
  const reads = new ReadAudit({ audit, clock, timers, logger, intervalMs });
  const routes = rolloutRoutes({ ...needs, ...turns, view, readers: () => reads.readers() });
  return { lifecycles: [...lifecycles, reads], routes, noteRead: reads.note };
}
