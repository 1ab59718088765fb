import { defineOptions, duration, flag, type OptionsOf, records } from '@vernal/core/options';
import { regionUrls } from './region-urls.ts';

/** Registries of other regions (eureka-protocol 5.6, 7.1). */
export const remoteRegionOptions = defineOptions({
  regionUrls,
  regionFetchIntervalMs: duration('eureka.server.remote-region-registry-fetch-interval', {
    default: 30_000,
    unit: 's',
    minMs: 1,
    description: 'How often each region is fetched; a plain number means seconds',
  }),
  regionConnectTimeoutMs: duration('eureka.server.remote-region-connect-timeout-ms', {
    default: 1_000,
    minMs: 1,
    description: 'How long connecting to a region may take; with the next, the limit of a request',
  }),
  regionReadTimeoutMs: duration('eureka.server.remote-region-read-timeout-ms', {
    default: 5_000,
    minMs: 1,
    description: 'How long a region may take to answer',
  }),
  regionApps: records('eureka.server.remote-region-app-whitelist', {
    description:
      'Applications listed from a region, with commas; `global` for all without an entry',
  }),
  disableRegionDelta: flag('eureka.server.disable-delta-for-remote-regions', {
    default: false,
    description: 'Fetch regions whole each time',
  }),
  disableRegionFallback: flag('eureka.server.disable-transparent-fallback-to-other-region', {
    default: false,
    description: 'List other regions only to those who ask with regions=',
  }),
  regionGzip: flag('eureka.server.g-zip-content-from-remote-region', {
    default: true,
    description: 'Let regions compress their answers',
  }),
});

/** The values of {@link remoteRegionOptions}. */
export type RemoteRegionOptions = OptionsOf<typeof remoteRegionOptions>;
