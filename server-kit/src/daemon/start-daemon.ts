import type { Server } from 'node:http';
import { resolve } from 'node:path';
import {
  type Clock,
  type EnvironmentVariables,
  type Logger,
  type Random,
  systemClock,
  systemEnvironment,
  systemRandom,
  systemTimers,
  type Timers,
  VernalError,
} from '@vernal/core';
import {
  describeProblem,
  type OptionLayer,
  type Settings,
  settingsLayer,
} from '@vernal/core/options';
import type { Registry as MetricRegistry } from 'prom-client';
import { createLogger } from '../logging/pino-logger.ts';
import { assembleDaemon } from './assemble-daemon.ts';
import { type BoundDaemon, bindDaemonOptions } from './bind-daemon-options.ts';
import type { DaemonDefinition } from './daemon.ts';

/** What a caller may put in place of the system's parts, and options from elsewhere. */
export interface DaemonOverrides {
  readonly clock?: Clock;
  readonly timers?: Timers;
  readonly random?: Random;
  readonly logger?: Logger;
  readonly environment?: EnvironmentVariables;
  /** Metrics of the process, shown below the daemon's own; none by default. */
  readonly processMetrics?: MetricRegistry;
  /**
   * Layers below the settings, from the lowest to the highest, as `readLayers` gives them. Unknown names in them
   * are not this daemon's business: another daemon of the process may know them.
   */
  readonly layers?: readonly OptionLayer[];
}

/** A daemon in this process. */
export interface RunningDaemon {
  /** `http://127.0.0.1:8761`, or `https:`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** The HTTP server, for supertest. */
  readonly listener: Server;
  /** Answers what is under way, then stops everything. Safe twice. */
  stop(): Promise<void>;
}

/** A daemon that was not started yet; its URL and port count from `start()` on. */
export interface PreparedDaemon extends RunningDaemon {
  start(): Promise<void>;
  /** Reads certificates again; undefined for plain HTTP. */
  readonly reloadCertificates: (() => Promise<void>) | undefined;
}

/**
 * Starts a daemon in this process. Reads no options from files and environment: `settings` are property names with
 * their values, e.g. `{ 'server.port': 0 }`.
 *
 * @throws VernalError `OPTIONS_INVALID` with one problem per line, or what a part of the daemon can't start for
 */
export async function startDaemon<Options extends object>(
  definition: DaemonDefinition<Options>,
  settings: Settings = {},
  overrides: DaemonOverrides = {},
): Promise<RunningDaemon> {
  const layer = settingsLayer(settings);
  const layers = [...(overrides.layers ?? []), layer];
  const all = (await definition.openLayers?.(layers)) ?? layers;
  const bound = bindDaemonOptions(definition, { all, checked: [layer] });
  if (!bound.ok) {
    throw new VernalError('OPTIONS_INVALID', bound.problem.map(describeProblem).join('\n'));
  }
  const daemon = await prepareDaemon(definition, bound.value, overrides);
  await daemon.start();
  return daemon;
}

/** Puts a daemon together from options that are bound already. */
export async function prepareDaemon<Options extends object>(
  definition: DaemonDefinition<Options>,
  bound: BoundDaemon<Options>,
  overrides: DaemonOverrides,
): Promise<PreparedDaemon> {
  const { shared } = bound;
  const { processMetrics } = overrides;
  const { start, stop, listener, certificates } = await assembleDaemon(definition, bound, {
    clock: overrides.clock ?? systemClock,
    timers: overrides.timers ?? systemTimers,
    random: overrides.random ?? systemRandom,
    environment: overrides.environment ?? systemEnvironment(),
    logger: overrides.logger ?? (await createDaemonLogger(definition, bound)),
    dataDir: resolve(shared.dataDir, definition.dataFolder),
    processMetrics: processMetrics === undefined ? [] : [processMetrics],
  });
  return {
    get url() {
      return `${certificates === undefined ? 'http' : 'https'}://${hostOf(shared.address)}:${listener.port}`;
    },
    get port() {
      return listener.port;
    },
    listener: listener.server,
    start,
    stop,
    reloadCertificates: certificates?.reload,
  };
}

/** The logger that a daemon's options ask for. */
export function createDaemonLogger<Options>(
  { name, version }: DaemonDefinition<Options>,
  { shared: { logLevel, logFormat } }: BoundDaemon<Options>,
): Promise<Logger> {
  return createLogger({ logLevel, logFormat, serviceName: name, serviceVersion: version });
}

/** The address as it stands in a URL. */
function hostOf(address: string): string {
  if (address === '0.0.0.0' || address === '::') return 'localhost';
  return address.includes(':') ? `[${address}]` : address;
}
