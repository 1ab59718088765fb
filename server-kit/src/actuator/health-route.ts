import type { Logger } from '@vernal/core';
import type { Request, RequestHandler } from 'express';
import { HttpProblem } from '../http/http-problem.ts';
import { principalOf } from '../security/principal.ts';
import {
  checkHealth,
  type Health,
  type HealthIndicator,
  type HealthReport,
  httpStatusOf,
} from './health.ts';

/** Who sees more than the status: `management.endpoint.health.show-details`. */
export type ShowDetails = 'never' | 'when-authorized' | 'always';

/** What the health routes answer from. */
export interface HealthRouteParts {
  readonly indicators: readonly HealthIndicator[];
  readonly readiness: HealthIndicator;
  readonly showDetails: ShowDetails;
  readonly logger: Logger;
}

/** `GET /actuator/health` (console-and-observability 2.1). */
export function healthRoute(parts: HealthRouteParts): RequestHandler {
  return async (request, response) => {
    const health = await check(parts, [parts.readiness, ...parts.indicators]);
    const { status, components } = health;
    const body = maySeeDetails(request, parts.showDetails) ? { status, components } : { status };
    response.status(httpStatusOf(status)).json({ ...body, groups: ['liveness', 'readiness'] });
  };
}

/** `GET /actuator/health/{component}`: a component for those who may see it, or a probe for everybody. */
export function healthComponentRoute(parts: HealthRouteParts): RequestHandler {
  return async (request, response) => {
    const { component } = request.params;
    const probe = await checkProbe(parts, component);
    const report =
      probe ??
      (maySeeDetails(request, parts.showDetails) ? await checkOne(parts, component) : undefined);
    if (report === undefined) throw new HttpProblem(404, 'there is no such component');
    response.status(httpStatusOf(report.status)).json(report);
  };
}

async function checkProbe(
  parts: HealthRouteParts,
  name: unknown,
): Promise<HealthReport | undefined> {
  // Liveness says that the process answers at all; nothing outside of it may make it restart.
  if (name === 'liveness') return { status: 'UP' };
  return name === 'readiness' ? parts.readiness.check() : undefined;
}

async function checkOne(parts: HealthRouteParts, name: unknown): Promise<HealthReport | undefined> {
  const indicator = [parts.readiness, ...parts.indicators].find((one) => one.name === name);
  if (indicator === undefined) return undefined;
  return (await check(parts, [indicator])).components[indicator.name];
}

function check(
  { logger }: HealthRouteParts,
  indicators: readonly HealthIndicator[],
): Promise<Health> {
  return checkHealth(indicators, (component, error) => {
    logger.warn('a health check failed', { component, error });
  });
}

function maySeeDetails(request: Request, showDetails: ShowDetails): boolean {
  if (showDetails === 'when-authorized') return principalOf(request) !== undefined;
  return showDetails === 'always';
}
