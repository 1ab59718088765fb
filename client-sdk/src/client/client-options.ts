import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { RetryOptions } from '../balancer/retry-budget.ts';
import type { BusOptions } from '../bus/bus-options.ts';
import type { ConfigOptions } from '../config/config-options.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** How a service uses a registry. */
export interface RegistryOptions {
  /** Service URLs, `http://user:password@host:8761/eureka/`; `http://127.0.0.1:8761/eureka` by default. */
  readonly url?: string | readonly string[];
  /** How often the lease is renewed, 30 s by default. */
  readonly renewalIntervalSeconds?: number;
  /** After how long without a renewal the registry may drop the instance, 90 s by default. */
  readonly leaseDurationSeconds?: number;
  /** How often the list of instances is compared with the registry, 30 s by default. */
  readonly fetchIntervalMs?: number;
  /** How long a server may stay silent, 5 s by default. */
  readonly timeoutMs?: number;
}

/** What a client is made of. Only `app` is needed. */
export interface ClientOptions<Schema extends StandardSchemaV1 = StandardSchemaV1>
  extends Partial<Runtime> {
  /** Name of the service, e.g. `catalog`: its application in the registry and in the config repository. */
  readonly app: string;
  /** Active profiles, the last one wins; `default` when there is none. */
  readonly profiles?: readonly string[];
  /** false: no registry. */
  readonly registry?: RegistryOptions | false;
  /** false: no config server; `current` is then what the environment and nothing else gives. */
  readonly config?: ConfigOptions<Schema> | false;
  /** Without it changes are found by asking, every 30 to 60 s. */
  readonly bus?: BusOptions | false;
  /** How calls are tried again. */
  readonly http?: { readonly retry?: RetryOptions };
  /** true: `start()` rejects when a server is away, instead of going on with what there is. */
  readonly failFast?: boolean;
}
