import {
  type Clock,
  type EnvironmentVariables,
  type Lifecycle,
  type Logger,
  type Random,
  sequence,
  type Timers,
} from '@vernal/core';
import { Registry as MetricRegistry } from 'prom-client';
import { createReadiness, type Readiness } from '../actuator/readiness.ts';
import { createAudit } from '../audit/audit.ts';
import { normalContextPath } from '../http/context-path.ts';
import { createHttpListener, type HttpListener } from '../http/http-listener.ts';
import { type CertificateFiles, openCertificateFiles } from '../tls/certificate-files.ts';
import type { BoundDaemon } from './bind-daemon-options.ts';
import type { DaemonDefinition, DaemonHost } from './daemon.ts';
import { createDaemonHandler } from './daemon-handler.ts';
import { createDaemonSecurity } from './daemon-security.ts';

/** The parts of the system that a daemon stands on. */
export interface Ground {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly logger: Logger;
  readonly environment: EnvironmentVariables;
  /** Absolute. */
  readonly dataDir: string;
  readonly processMetrics: readonly MetricRegistry[];
}

/** A daemon put together; nothing of it runs before `start()`. */
export interface AssembledDaemon extends Lifecycle {
  readonly listener: HttpListener;
  /** Undefined: plain HTTP. */
  readonly certificates: CertificateFiles | undefined;
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
  const { shared, tls } = bound;
  const { processMetrics, ...system } = ground;
  const drain = new AbortController();
  const security = await createDaemonSecurity(bound.security, tls, ground);
  const certificates =
    tls &&
    (await openCertificateFiles({
      settings: tls,
      apply: (server) => listener.useCertificates(server),
      ...ground,
    }));
  const host: DaemonHost = {
    ...system,
    metrics: new MetricRegistry(),
    authenticator: security.authenticator,
    audit: createAudit(ground.logger, ground.clock),
    address: shared.address,
    listeningPort: () => listener.port,
    isSecure: tls !== undefined,
    contextPath: normalContextPath(shared.contextPath),
    maxBodyBytes: shared.maxBodyBytes,
    draining: drain.signal,
  };
  const parts = await definition.create(bound.own, host);
  const readiness = createReadiness();
  const listener = createHttpListener({
    ...shared,
    timers: ground.timers,
    wantedBy: definition.name,
    tls: certificates?.server,
    handle: createDaemonHandler({
      definition,
      options: shared,
      host,
      parts: { ...parts, health: [...parts.health, ...optional(certificates)] },
      security,
      readiness,
      processMetrics,
    }),
  });
  const lifecycle = sequence([...optional(certificates), ...parts.lifecycles]);
  return { listener, certificates, ...lifecycleOf(listener, lifecycle, { readiness, drain }) };
}

function optional<Part>(part: Part | undefined): readonly Part[] {
  return part === undefined ? [] : [part];
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
