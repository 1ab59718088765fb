import {
  type Clock,
  type Lifecycle,
  type Logger,
  type Random,
  sequence,
  type Timers,
} from '@vernal/core';
import { Registry as MetricRegistry } from 'prom-client';
import { createReadiness, type Readiness } from '../actuator/readiness.ts';
import { createAudit } from '../audit/audit.ts';
import { createHttpListener, type HttpListener } from '../http/http-listener.ts';
import { createAuthenticator } from '../security/authenticator.ts';
import type { BoundDaemon } from './bind-daemon-options.ts';
import type { DaemonDefinition, DaemonHost } from './daemon.ts';
import { createDaemonHandler } from './daemon-handler.ts';

/** The parts of the system that a daemon stands on. */
export interface Ground {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly logger: Logger;
  /** Absolute. */
  readonly dataDir: string;
  readonly processMetrics: readonly MetricRegistry[];
}

/** A daemon put together; nothing of it runs before `start()`. */
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
  const { shared } = bound;
  const { processMetrics, ...system } = ground;
  const drain = new AbortController();
  const host: DaemonHost = {
    ...system,
    metrics: new MetricRegistry(),
    authenticator: createAuthenticator(bound.users, ground.clock),
    audit: createAudit(ground.logger, ground.clock),
    address: shared.address,
    listeningPort: () => listener.port,
    maxBodyBytes: shared.maxBodyBytes,
    draining: drain.signal,
  };
  const parts = await definition.create(bound.own, host);
  const readiness = createReadiness();
  const listener = createHttpListener({
    ...shared,
    timers: ground.timers,
    wantedBy: definition.name,
    handle: createDaemonHandler({
      definition,
      options: shared,
      host,
      parts,
      readiness,
      processMetrics,
    }),
  });
  return { listener, ...lifecycleOf(listener, sequence(parts.lifecycles), { readiness, drain }) };
}

/** The listener goes first in both directions: nobody is let in before, and nobody is left waiting after. */
function lifecycleOf(
  listener: Lifecycle,
  parts: Lifecycle,
  { readiness, drain }: { readonly readiness: Readiness; readonly drain: AbortController },
): Lifecycle {
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
    if (stopping === undefined) readiness.phase = 'ready';
  }

  async function stop(): Promise<void> {
    readiness.phase = 'draining';
    drain.abort();
    await starting?.catch(() => undefined);
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
