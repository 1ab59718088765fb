import type { Bus } from '@vernal/bus';
import type { AccessRule, DaemonHost } from '@vernal/server-kit';
import type { Router } from 'express';
import type { Backends } from '../backends/backends.ts';
import type { ConfigOptions } from '../config-options.ts';
import { monitorAccess } from '../http/monitor-access.ts';
import { monitorRoutes } from '../http/monitor-routes.ts';
import { enabledProviders, monitorRoute } from '../http/webhook-options.ts';
import type { Announcements } from '../ports/announcements.ts';
import type { ChangeSweep } from '../rollout/change-sweep.ts';
import { tellOthers } from './cluster.ts';

/** What a webhook sets going. */
export interface WebhookParts {
  readonly bus: Bus | undefined;
  readonly backends: Backends;
  readonly sweep: ChangeSweep;
  readonly announcements: Announcements;
}

/** A webhook lets the server look at its remotes, and tell who is affected. */
export function webhookRoutes(
  options: ConfigOptions,
  { clock, audit, logger }: DaemonHost,
  { bus, backends, sweep, announcements }: WebhookParts,
): Router {
  const check = async () => {
    await backends.fetch();
    await sweep.runNow();
    tellOthers(bus, clock, logger);
  };
  const tell = (names: readonly string[]) =>
    options.monitor === 'java' ? announcements.refresh(names) : Promise.resolve();
  return monitorRoutes({
    route: monitorRoute(options),
    providers: enabledProviders(options),
    check,
    tell,
    secret: options.webhookSecret,
    clock,
    audit,
  });
}

/** Who may send webhooks, wherever they arrive; all other requests are judged by another rule. */
export function webhookAccess(options: ConfigOptions, otherwise: AccessRule): AccessRule {
  return monitorAccess(monitorRoute(options), otherwise);
}
