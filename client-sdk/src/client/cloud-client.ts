import type { Cancel } from '@vernal/core';
import type { Balancer } from '../balancer/balancer.ts';
import type { LiveConfig } from '../config/live-config.ts';
import type { Discovery } from '../discovery/discovery.ts';
import type { ClientEvents, ClientState } from '../events/client-events.ts';
import type { Health } from '../health/health.ts';
import type { Http } from '../http/balanced-fetch.ts';
import type { Registration } from '../registration/registration.ts';

/** How long `close()` may take. */
export interface CloseOptions {
  /** After this what is still under way is broken off; 5 s by default. */
  readonly timeoutMs?: number;
}

/** A service's connection to registry, config server and bus. */
export interface CloudClient<Config> extends AsyncDisposable {
  readonly state: ClientState;
  /**
   * Loads the configuration, joins the bus, fetches the registry. A server that is away degrades the
   * client and does not stop it; recovery is automatic.
   *
   * @throws VernalError `CONFIG_UNAVAILABLE` when no valid configuration is to be had, `CONFIG_INVALID`,
   * `CLOSED`; with `failFast` also `REGISTRY_UNAVAILABLE`
   */
  start(options?: { readonly signal?: AbortSignal }): Promise<this>;
  /** Takes the instance out of the registry and releases everything. Safe twice and during `start()`. */
  close(options?: CloseOptions): Promise<void>;
  readonly registration: Registration;
  readonly discovery: Discovery;
  readonly balancer: Balancer;
  readonly config: LiveConfig<Config>;
  readonly http: Http;
  readonly health: Health;
  on<Name extends keyof ClientEvents>(
    name: Name,
    listen: (event: ClientEvents[Name]) => void,
  ): Cancel;
}
