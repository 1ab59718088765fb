import type { Bus } from '@vernal/bus';
import type { ConfigKey, JsonSchema } from '@vernal/protocol/bus';
import { type Balancer, createBalancer } from '../balancer/balancer.ts';
import { joinBus } from '../bus/join-bus.ts';
import { createConfig, type OwnedConfig } from '../config/create-config.ts';
import { jsonSchemaOf } from '../config/json-schema.ts';
import { createDiscovery, type OwnedDiscovery } from '../discovery/discovery.ts';
import { noRegistry } from '../discovery/no-registry.ts';
import { createEurekaExchange, type EurekaExchange } from '../eureka/index.ts';
import type { Emit } from '../events/client-events.ts';
import { createHttp, type Http } from '../http/balanced-fetch.ts';
import { thisMachine } from '../registration/machine.ts';
import { noRegistration } from '../registration/no-registration.ts';
import { createRegistration, type OwnedRegistration } from '../registration/registration.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { ClientOptions, RegistryOptions } from './client-options.ts';

/** Everything a client consists of, put together and not yet started. */
export interface ClientParts<Config> {
  readonly key: ConfigKey;
  readonly refreshJitterMs: number;
  /** Undefined: the client has no registry. */
  readonly exchange: EurekaExchange | undefined;
  /** Undefined: the client has no bus. */
  readonly bus: Bus | undefined;
  readonly config: OwnedConfig<Config>;
  /** What the config server's answers have to fit; undefined when nobody can tell. */
  readonly schema: JsonSchema | undefined;
  readonly registration: OwnedRegistration;
  readonly discovery: OwnedDiscovery;
  readonly balancer: Balancer;
  readonly http: Http;
}

const REGISTRY_URL = 'http://127.0.0.1:8761/eureka';
const RENEWAL_INTERVAL_SECONDS = 30;
const LEASE_DURATION_SECONDS = 90;
const FETCH_INTERVAL_MS = 30_000;
const REFRESH_JITTER_MS = 300;

/**
 * Builds the object graph. Neither opens a socket nor starts a timer (client-sdk 35).
 *
 * @throws VernalError `CLIENT_BAD_URL`, `OPTIONS_BAD_BUS_URL`, `OPTIONS_BAD_BUS_DESTINATION`
 */
export function composeParts<Config>(
  options: ClientOptions,
  runtime: Runtime,
  emit: Emit,
): ClientParts<Config> {
  const { config = {} } = options;
  const key = configKeyOf(options);
  const registry = enabled(options.registry);
  const { fetchIntervalMs = FETCH_INTERVAL_MS } = registry;
  const exchange = options.registry === false ? undefined : exchangeOf(registry);
  const source = exchange ?? noRegistry;
  const discovery = createDiscovery({ exchange: source, fetchIntervalMs, emit }, runtime);
  const balancer = createBalancer(discovery, runtime);
  return {
    key,
    refreshJitterMs: enabled(config).refreshJitterMs ?? REFRESH_JITTER_MS,
    exchange,
    bus: busOf(options, runtime),
    config: createConfig<Config>({ key, options: config, emit }, runtime),
    schema: jsonSchemaOf(enabled(config).schema),
    registration:
      exchange === undefined
        ? noRegistration
        : createRegistration(
            { registrant: registrantOf(options.app, registry), exchange, emit },
            runtime,
          ),
    discovery,
    balancer,
    http:
      exchange === undefined ? { fetch: globalThis.fetch } : httpOf(options, balancer, discovery),
  };
}

/** The options of a part; one that is switched off has none. */
function enabled<Options extends object>(options: Options | false | undefined): Partial<Options> {
  return options === false || options === undefined ? {} : options;
}

function configKeyOf({ app, profiles = [], config }: ClientOptions): ConfigKey {
  return {
    application: app,
    profiles: profiles.length === 0 ? 'default' : profiles.join(','),
    label: enabled(config).label ?? null,
  };
}

function busOf(
  { app, profiles = [], bus = false }: ClientOptions,
  runtime: Runtime,
): Bus | undefined {
  return bus === false ? undefined : joinBus(bus, { app, profiles }, runtime);
}

function exchangeOf({ url = REGISTRY_URL, timeoutMs }: RegistryOptions): EurekaExchange {
  return createEurekaExchange({
    urls: [url].flat(),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
}

function registrantOf(app: string, registry: RegistryOptions) {
  return {
    app,
    machine: thisMachine(),
    lease: {
      renewalIntervalSeconds: registry.renewalIntervalSeconds ?? RENEWAL_INTERVAL_SECONDS,
      durationSeconds: registry.leaseDurationSeconds ?? LEASE_DURATION_SECONDS,
    },
  };
}

function httpOf({ http }: ClientOptions, balancer: Balancer, discovery: OwnedDiscovery): Http {
  return createHttp({
    balancer,
    isService: (name) => discovery.instances(name).length > 0,
    ...(http?.retry === undefined ? {} : { retry: http.retry }),
  });
}
