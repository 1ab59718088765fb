import type { TlsOptions } from 'node:tls';
import {
  type Clock,
  createPeriodic,
  type Lifecycle,
  type Logger,
  messageOf,
  type Timers,
} from '@vernal/core';
import type { HealthReport } from '@vernal/protocol/actuator';
import type { HealthIndicator } from '../actuator/health.ts';
import type { TlsSettings } from './configured-tls.ts';
import { readTlsMaterial, type TlsMaterial } from './tls-material.ts';

/** What keeping certificates fresh needs. */
export interface CertificateFilesParts {
  readonly settings: TlsSettings;
  /** Puts new certificates in force, for connections that come from then on. */
  readonly apply: (server: TlsOptions) => void;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** The files of HTTPS, watched from `start()` to `stop()`; component `ssl` of health. */
export interface CertificateFiles extends Lifecycle, HealthIndicator {
  /** What the files said at the start. */
  readonly server: TlsOptions;
  /** Reads the files now. */
  reload(): Promise<void>;
}

/** Files are compared by content: a file watch misses how Kubernetes and network shares replace them. */
const LOOK_EVERY_MS = 10_000;

/**
 * Puts certificates in force as soon as their files change. What can't be used then is left aside, and said once.
 *
 * @throws VernalError as `readTlsMaterial`, if they can't be used at the start
 */
export async function openCertificateFiles(
  parts: CertificateFilesParts,
): Promise<CertificateFiles> {
  const { settings, clock, timers, logger } = parts;
  let material = await readTlsMaterial(settings);
  let problem: string | undefined;

  async function look(): Promise<void> {
    const read = await readTlsMaterial(settings);
    problem = undefined;
    if (read.digest === material.digest) return;
    parts.apply(read.server);
    material = read;
    logger.info('new certificates are in force', detailsOf(read));
  }

  function refuse(error: unknown): void {
    const reason = messageOf(error);
    if (reason === problem) return;
    problem = reason;
    logger.error('the new certificates cannot be used; the old ones stay in force', { error });
  }

  const periodic = createPeriodic({
    timers,
    intervalMs: LOOK_EVERY_MS,
    run: look,
    onError: refuse,
  });

  return {
    name: 'ssl',
    server: material.server,
    check: () => reportOf(material, { problem, nowMs: clock.now() }),
    start: periodic.start,
    stop: periodic.stop,
    reload: periodic.runNow,
  };
}

function reportOf(
  material: TlsMaterial,
  { problem, nowMs }: { readonly problem: string | undefined; readonly nowMs: number },
): HealthReport {
  const { validUntilMs = Number.POSITIVE_INFINITY } = material;
  return {
    status: validUntilMs > nowMs ? 'UP' : 'OUT_OF_SERVICE',
    details: { ...detailsOf(material), ...(problem !== undefined && { problem }) },
  };
}

function detailsOf({ validUntilMs }: TlsMaterial): Readonly<Record<string, string>> {
  return validUntilMs === undefined ? {} : { validUntil: new Date(validUntilMs).toISOString() };
}
