import { defineOptions, duration, flag, type OptionsOf } from '@vernal/core/options';

/** Eureka's cache of answers (eureka-protocol 3.5). Its delays are there for who asks for them. */
export const responseCacheOptions = defineOptions({
  usesReadOnlyCache: flag('eureka.server.use-read-only-response-cache', {
    description: 'Answer lists as of the last refresh; off unless the update interval is set',
  }),
  responseCacheUpdateIntervalMs: duration('eureka.server.response-cache-update-interval-ms', {
    minMs: 1,
    description: 'How often lists are refreshed; without it every answer shows the state of now',
  }),
  responseCacheExpirationMs: duration('eureka.server.response-cache-auto-expiration-in-seconds', {
    default: 180_000,
    unit: 's',
    minMs: 1,
    description: 'How long a delta may show changes that are older than its retention time',
  }),
});

export type ResponseCacheOptions = OptionsOf<typeof responseCacheOptions>;

/** What Spring refreshes its cache with when nothing is said. */
const DEFAULT_INTERVAL_MS = 30_000;

/** How often the read-only cache is refreshed; undefined without one. */
export function readOnlyCacheIntervalMs(options: ResponseCacheOptions): number | undefined {
  const { usesReadOnlyCache, responseCacheUpdateIntervalMs } = options;
  const isUsed = usesReadOnlyCache ?? responseCacheUpdateIntervalMs !== undefined;
  return isUsed ? (responseCacheUpdateIntervalMs ?? DEFAULT_INTERVAL_MS) : undefined;
}
