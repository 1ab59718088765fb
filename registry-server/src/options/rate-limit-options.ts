import { decimal, defineOptions, flag, integer, list, type OptionsOf } from '@vernal/core/options';

/** Eureka's limits for all fetches together (eureka-protocol 1.10), and ours for each client by itself. */
export const rateLimitOptions = defineOptions({
  fetchLimitEnabled: flag('eureka.server.rate-limiter-enabled', {
    default: false,
    description: 'Refuse fetches beyond the rates below with 503',
  }),
  fetchBurst: integer('eureka.server.rate-limiter-burst-size', {
    default: 10,
    description: 'Fetches let through at once after a pause; 0 is no limit',
  }),
  fetchesPerSecond: integer('eureka.server.rate-limiter-registry-fetch-average-rate', {
    default: 500,
    description: 'Fetches a second of all clients together; 0 is no limit',
  }),
  fullFetchesPerSecond: integer('eureka.server.rate-limiter-full-fetch-average-rate', {
    default: 100,
    description: 'Fetches of the whole registry a second, of all clients together; 0 is no limit',
  }),
  throttleStandardClients: flag('eureka.server.rate-limiter-throttle-standard-clients', {
    default: false,
    description: 'Limit also the clients that are exempt otherwise',
  }),
  privilegedClients: list('eureka.server.rate-limiter-privileged-clients', {
    default: [],
    description:
      'Values of DiscoveryIdentity-Name that are exempt, beside DefaultClient and DefaultServer',
  }),
  clientLimitEnabled: flag('vernal.registry.rate-limit.enabled', {
    default: false,
    description:
      'Refuse requests of a client beyond its rate with 429; a client is a user, else an address',
  }),
  clientRequestsPerSecond: decimal('vernal.registry.rate-limit.requests-per-second', {
    default: 20,
    min: 0.001,
    max: 1_000_000,
    description: 'Requests a second of each client',
  }),
  clientBurst: integer('vernal.registry.rate-limit.burst', {
    default: 100,
    min: 1,
    description: 'Requests of a client let through at once after a pause',
  }),
  limitsHeartbeats: flag('vernal.registry.rate-limit.include-heartbeats', {
    default: false,
    description: 'Count heartbeats too',
  }),
  maxLimitedClients: integer('vernal.registry.rate-limit.max-clients', {
    default: 10_000,
    min: 1,
    description: 'Clients whose rate is kept; beyond that the one silent longest is forgotten',
  }),
});

/** The values of {@link rateLimitOptions}. */
export type RateLimitOptions = OptionsOf<typeof rateLimitOptions>;
