import type { RequestListener } from 'node:http';
import type { Registry as MetricRegistry } from 'prom-client';
import { actuatorRoutes, isOpenActuatorPath } from '../actuator/actuator-routes.ts';
import { detailRule } from '../actuator/detail-rule.ts';
import type { Readiness } from '../actuator/readiness.ts';
import { belowContextPath } from '../http/context-path.ts';
import { createErrorAnswers } from '../http/error-answer.ts';
import { createExpressApp } from '../http/express-app.ts';
import { observeRoutes } from '../http/observe-routes.ts';
import { createRequestGate } from '../http/request-gate.ts';
import { createRequestMetrics } from '../http/request-metrics.ts';
import type { DaemonHost, DaemonParts } from './daemon.ts';
import type { DaemonOptions } from './daemon-options.ts';
import type { DaemonSecurity } from './daemon-security.ts';

/** What the handler of a daemon is made of. */
export interface DaemonHandlerParts {
  readonly definition: { readonly name: string; readonly version: string };
  readonly options: DaemonOptions;
  readonly host: DaemonHost;
  readonly parts: DaemonParts;
  readonly security: DaemonSecurity;
  readonly readiness: Readiness;
  readonly processMetrics: readonly MetricRegistry[];
}

/** The way of a request: credentials, rights, limits, hot path, actuator, the daemon's routes, 404. */
export function createDaemonHandler(made: DaemonHandlerParts): RequestListener {
  const { host, parts, readiness, security } = made;
  const { logger, metrics } = host;
  const answerError = createErrorAnswers(host.clock, parts.emptyErrorsBelow ?? []);
  const observe = createRequestMetrics(metrics);
  const own = parts.routes === undefined ? [] : [parts.routes];
  const handlers = [observeRoutes(observe), actuatorOf(made), ...own];
  const gate = createRequestGate({
    authenticate: security.authenticate,
    challenge: security.challenge,
    access: parts.access ?? (() => true),
    admission: parts.admission,
    hotPath: parts.hotPath ?? (() => false),
    app: createExpressApp({ handlers, answerError, logger }),
    isOpen: isOpenActuatorPath,
    isReady: () => readiness.phase !== 'starting',
    answerError,
    observe,
    audit: host.audit,
    logger,
  });
  return belowContextPath({ contextPath: host.contextPath, answerError }, gate);
}

function actuatorOf(made: DaemonHandlerParts): ReturnType<typeof actuatorRoutes> {
  const { definition, options, host, parts, readiness, processMetrics } = made;
  const { name, version } = definition;
  return actuatorRoutes({
    indicators: parts.health,
    readiness,
    maySeeDetails: detailRule(options.healthDetails),
    info: {
      build: { artifact: name, name, version },
      node: { version: process.versions.node },
      ...parts.info,
    },
    metrics: [host.metrics, ...processMetrics],
    logger: host.logger,
  });
}
