import type { RequestListener } from 'node:http';
import {
  type Clock,
  type Lifecycle,
  type Logger,
  type Random,
  sequence,
  type Timers,
} from '@vernal/core';
import { Registry as MetricRegistry } from 'prom-client';
import { actuatorRoutes, isOpenActuatorPath } from '../actuator/actuator-routes.ts';
import { createReadiness, type Readiness } from '../actuator/readiness.ts';
import { createErrorAnswers } from '../http/error-answer.ts';
import { createExpressApp } from '../http/express-app.ts';
import { createHttpListener, type HttpListener } from '../http/http-listener.ts';
import { observeRoutes } from '../http/observe-routes.ts';
import { createRequestGate } from '../http/request-gate.ts';
import { createRequestMetrics } from '../http/request-metrics.ts';
import { createAuthenticator } from '../security/authenticator.ts';
import type { BoundDaemon } from './bind-daemon-options.ts';
import type { DaemonDefinition, DaemonHost, DaemonParts } from './daemon.ts';
import type { DaemonOptions } from './daemon-options.ts';

/** The parts of the system that a daemon stands on. */
export interface Ground {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly logger: Logger;
  readonly dataDir: string;
  readonly processMetrics?: MetricRegistry;
}

/** A daemon put together, not started. */
export interface AssembledDaemon extends Lifecycle {
  readonly listener: HttpListener;
}

/**
 * Puts a daemon together. It listens before its parts start, so that two of them never work on one data folder
 * because they were given one port; until all have started it answers 503.
 */
export async function assembleDaemon<Options extends object>(
  definition: DaemonDefinition<Options>,
  bound: BoundDaemon<Options>,
  ground: Ground,
): Promise<AssembledDaemon> {
  const host: DaemonHost = {
    ...ground,
    metrics: new MetricRegistry(),
    authenticator: createAuthenticator(bound.users, ground.clock),
    address: bound.shared.address,
    maxBodyBytes: bound.shared.maxBodyBytes,
  };
  const parts = await definition.create(bound.own, host);
  const readiness = createReadiness();
  const listener = createHttpListener({
    ...bound.shared,
    timers: ground.timers,
    wantedBy: definition.name,
    handle: createHandler({ definition, options: bound.shared, host, parts, readiness, ground }),
  });
  return { listener, ...lifecycleOf(listener, sequence(parts.lifecycles), readiness) };
}

interface HandlerParts {
  readonly definition: { readonly name: string; readonly version: string };
  readonly options: DaemonOptions;
  readonly host: DaemonHost;
  readonly parts: DaemonParts;
  readonly readiness: Readiness;
  readonly ground: Ground;
}

/** The way of a request: credentials, hot path, actuator, the daemon's routes, 404. */
function createHandler({
  definition,
  options,
  host,
  parts,
  readiness,
  ground,
}: HandlerParts): RequestListener {
  const { logger, clock, metrics } = host;
  const answerError = createErrorAnswers(clock, parts.emptyErrorsBelow ?? []);
  const observe = createRequestMetrics(metrics);
  const actuator = actuatorRoutes({
    indicators: parts.health,
    readiness,
    showDetails: options.healthDetails,
    info: infoOf(definition, parts),
    metrics: [metrics, ...(ground.processMetrics ? [ground.processMetrics] : [])],
    logger,
  });
  const app = createExpressApp({
    handlers: [observeRoutes(observe), actuator, ...(parts.routes ? [parts.routes] : [])],
    answerError,
    logger,
  });
  return createRequestGate({
    authenticator: host.authenticator,
    hotPath: parts.hotPath ?? (() => false),
    app,
    isOpen: isOpenActuatorPath,
    isReady: () => readiness.phase !== 'starting',
    answerError,
    observe,
    logger,
  });
}

function infoOf(
  { name, version }: HandlerParts['definition'],
  parts: DaemonParts,
): Record<string, unknown> {
  return {
    build: { artifact: name, name, version },
    node: { version: process.version },
    ...parts.info,
  };
}

/** Listener first in both directions: nobody is let in before, and nobody is left waiting after. */
function lifecycleOf(listener: Lifecycle, parts: Lifecycle, readiness: Readiness): Lifecycle {
  let starting: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;

  async function start(): Promise<void> {
    await listener.start();
    try {
      await parts.start();
    } catch (error) {
      await listener.stop();
      throw error;
    }
    readiness.phase = 'ready';
  }

  async function stop(): Promise<void> {
    await starting?.catch(() => undefined);
    readiness.phase = 'draining';
    await listener.stop();
    await parts.stop();
  }

  return {
    start() {
      starting ??= start();
      return starting;
    },
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}
