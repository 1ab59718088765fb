import type { IncomingMessage } from 'node:http';
import type { Logger } from '@vernal/core';
import { type Health, type HealthReport, httpStatusOf } from '@vernal/protocol/actuator';
import type { RequestHandler } from 'express';
import { HttpProblem } from '../http/http-problem.ts';
import { sendActuator } from './actuator-answer.ts';
import { checkHealth, type HealthIndicator } from './health.ts';

/** What the health routes answer from. */
export interface HealthRoutesParts {
  readonly indicators: readonly HealthIndicator[];
  /** The indicator of the `readiness` probe. */
  readonly readiness: HealthIndicator;
  readonly maySeeDetails: (request: IncomingMessage) => boolean;
  readonly logger: Logger;
}

/** `GET /actuator/health`: the status for everybody, the components for those who may see them. */
export function healthRoute(parts: HealthRoutesParts): RequestHandler {
  return async (request, response) => {
    const { status, components } = await check(parts, allOf(parts));
    response.status(httpStatusOf(status));
    sendActuator(
      response,
      parts.maySeeDetails(request)
        ? { status, components, groups: ['liveness', 'readiness'] }
        : { status },
    );
  };
}

/** `GET /actuator/health/{component}`: a probe for everybody, a component for those who may see it. */
export function healthComponentRoute(parts: HealthRoutesParts): RequestHandler {
  return async (request, response) => {
    const name = request.params['component'];
    const probe = await checkProbe(parts, name);
    const report =
      probe ?? (parts.maySeeDetails(request) ? await checkOne(parts, name) : undefined);
    if (report === undefined) throw new HttpProblem(404, 'there is no such component');
    response.status(httpStatusOf(report.status));
    sendActuator(response, report);
  };
}

async function checkProbe(
  parts: HealthRoutesParts,
  name: unknown,
): Promise<HealthReport | undefined> {
  // Liveness says that the process answers at all: nothing outside of it may make it restart.
  if (name === 'liveness') return { status: 'UP' };
  return name === 'readiness' ? parts.readiness.check() : undefined;
}

async function checkOne(
  parts: HealthRoutesParts,
  name: unknown,
): Promise<HealthReport | undefined> {
  const indicators = allOf(parts).filter((one) => one.name === name);
  const { components } = await check(parts, indicators);
  return Object.values(components)[0];
}

function allOf({ readiness, indicators }: HealthRoutesParts): readonly HealthIndicator[] {
  return [readiness, ...indicators];
}

function check(
  { logger }: HealthRoutesParts,
  indicators: readonly HealthIndicator[],
): Promise<Health> {
  return checkHealth(indicators, (component, error) => {
    logger.warn('a health check failed', { component, error });
  });
}
