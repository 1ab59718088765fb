import type { Clock, EnvironmentVariables, Lifecycle, Logger, Random, Timers } from '@vernal/core';
import type { OptionLayer, OptionProblem, OptionTable } from '@vernal/core/options';
import type { Router } from 'express';
import type { Registry as MetricRegistry } from 'prom-client';
import type { HealthIndicator } from '../actuator/health.ts';
import type { Audit } from '../audit/audit.ts';
import type { AccessRule } from '../http/access-rule.ts';
import type { AdmissionRule } from '../http/admission-rule.ts';
import type { HotPath } from '../http/hot-path.ts';
import type { Authenticator } from '../security/authenticator.ts';

/** Everything that a daemon gets from outside. */
export interface DaemonHost {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics: MetricRegistry;
  /** For processes that it starts, and what it tells from where it runs. Options do not come from here. */
  readonly environment: EnvironmentVariables;
  /** Absolute; `vernal.data-dir` and the daemon's own folder below it. Made by whoever writes first. */
  readonly dataDir: string;
  /** The users of the options; HTTP requests are authenticated before the daemon sees them. */
  readonly authenticator: Authenticator;
  /** Where actions of operators are written down. Failed log-ins and refused requests come from the kit. */
  readonly audit: Audit;
  /** `server.address`, for daemons that listen on a further port. */
  readonly address: string;
  /** The HTTP port in use, once the daemon's parts are started. */
  readonly listeningPort: () => number;
  /** Whether that port speaks HTTPS. */
  readonly isSecure: boolean;
  /** `server.servlet.context-path`: empty, or as `/registry`. Requests come without it; links in pages need it. */
  readonly contextPath: string;
  /** `vernal.http.max-body`, for `textBody`. */
  readonly maxBodyBytes: number;
  /** Aborted when the daemon begins to stop: answers that have no end of their own, such as event streams, end then. */
  readonly draining: AbortSignal;
}

/** What a daemon is made of. */
export interface DaemonParts {
  /** Started in order before the first request is let in, stopped in reverse after the last is answered. */
  readonly lifecycles: readonly Lifecycle[];
  /** Who may send what; without it every caller who is known may send everything. */
  readonly access?: AccessRule;
  /** Who must wait; nobody by default. */
  readonly admission?: AdmissionRule | undefined;
  readonly hotPath?: HotPath;
  /** None for a daemon whose work is on another port. */
  readonly routes?: Router;
  readonly health: readonly HealthIndicator[];
  /** Below these paths every error answer has an empty body, as Eureka's clients need (eureka-protocol 1.7). */
  readonly emptyErrorsBelow?: readonly string[];
  /** Extra members of `/actuator/info`. */
  readonly info?: Readonly<Record<string, unknown>>;
}

/** A daemon: its name, its options, and how its parts are put together. */
export interface DaemonDefinition<Options> {
  /** Also the name of its command, e.g. `vernal-registry`. */
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  /** Folder below `vernal.data-dir`, e.g. `registry`. */
  readonly dataFolder: string;
  readonly defaultPort: number;
  /** Its own options; those of every daemon (`server.*`, `spring.security.*`, `logging.*`) come from the kit. */
  readonly options: OptionTable<Options>;
  /**
   * The layers as they are meant to be read, e.g. with encrypted values in clear; as they are by default. Rejects with
   * a line for each problem.
   */
  readonly openLayers?: (layers: readonly OptionLayer[]) => Promise<readonly OptionLayer[]>;
  /** What is wrong between options each of which can be read; nothing by default. */
  readonly check?: (options: Options) => readonly OptionProblem[];
  readonly create: (options: Options, host: DaemonHost) => DaemonParts | Promise<DaemonParts>;
}
