import { busOptions } from '@vernal/bus';
import {
  decimal,
  defineOptions,
  duration,
  flag,
  integer,
  type OptionsOf,
} from '@vernal/core/options';
import { dashboardOptions } from './dashboard/dashboard-options.ts';
import { journalOptions } from './journal-options.ts';
import { inertOptions } from './options/inert-options.ts';
import { rateLimitOptions } from './options/rate-limit-options.ts';
import { remoteRegionOptions } from './options/remote-region-options.ts';
import { responseCacheOptions } from './options/response-cache-options.ts';
import { peerOptions } from './peers/peer-options.ts';
import { preservationOptions } from './preservation/preservation-options.ts';
import { storageOptions } from './storage/storage-options.ts';

/** Also what Java makes of a value that is none (eureka-protocol 7.1). */
export const DEFAULT_RENEWAL_INTERVAL_MS = 30_000;

/** Options of the registry, under Spring's names (eureka-protocol 7.1). */
export const registryOptions = defineOptions({
  selfPreservation: flag('eureka.server.enable-self-preservation', {
    default: true,
    description: 'Suspend eviction while fewer renewals arrive than expected',
  }),
  renewalPercentThreshold: decimal('eureka.server.renewal-percent-threshold', {
    default: 0.85,
    min: 0,
    max: 1,
    description: 'Share of expected renewals below which eviction is suspended',
  }),
  renewalThresholdUpdateIntervalMs: duration('eureka.server.renewal-threshold-update-interval-ms', {
    default: 900_000,
    minMs: 1,
    description: 'How often the expected number of renewals is corrected',
  }),
  expectedRenewalIntervalMs: duration('eureka.server.expected-client-renewal-interval-seconds', {
    default: DEFAULT_RENEWAL_INTERVAL_MS,
    unit: 's',
    minMs: Number.MIN_SAFE_INTEGER,
    description:
      'How often clients are expected to renew; seconds, and 30 for 0 or less as in Java',
  }),
  evictionIntervalMs: duration('eureka.server.eviction-interval-timer-in-ms', {
    default: 60_000,
    minMs: 1,
    description: 'How often expired leases are evicted',
  }),
  deltaRetentionMs: duration('eureka.server.retention-time-in-m-s-in-delta-queue', {
    default: 180_000,
    description: 'How long a change stays in the delta',
  }),
  deltaPruneIntervalMs: duration('eureka.server.delta-retention-timer-interval-in-ms', {
    default: 30_000,
    minMs: 1,
    description: 'How often old changes are dropped from the delta',
  }),
  disableDelta: flag('eureka.server.disable-delta', {
    default: false,
    description: 'Refuse deltas, so that clients always fetch everything',
  }),
  syncWhenTimestampDiffers: flag('eureka.server.sync-when-timestamp-differs', {
    default: true,
    description: 'Make a client register again when it knows a newer state of itself',
  }),
  defaultOpenForTrafficCount: integer('eureka.instance.registry.default-open-for-traffic-count', {
    default: 1,
    min: 0,
    aliases: ['eureka.server.default-open-for-traffic-count'],
    description: 'Clients expected at an empty start; 0 refuses to list for a while then',
  }),
  waitWhenSyncEmptyMs: duration('eureka.server.wait-time-in-ms-when-sync-empty', {
    default: 300_000,
    description: 'How long a registry that starts empty with count 0 refuses to list',
  }),
  ...responseCacheOptions,
  ...rateLimitOptions,
  ...remoteRegionOptions,
  ...busOptions,
  ...inertOptions,
  ...peerOptions,
  ...preservationOptions,
  ...storageOptions,
  ...journalOptions,
  ...dashboardOptions,
});

export type RegistryOptions = OptionsOf<typeof registryOptions>;
