import { defineOptions, duration, flag, type OptionsOf, records, text } from '@vernal/core/options';

/** How a daemon presents itself to a registry, under Spring's names (eureka-protocol 7.3). */
export const ownInstanceOptions = defineOptions({
  appName: text('eureka.instance.appname', {
    description: 'Application in the list of instances; spring.application.name when not set',
  }),
  instanceId: text('eureka.instance.instance-id', {
    description: 'Own id; host:application:port by default',
  }),
  hostName: text('eureka.instance.hostname', { description: 'Own host name' }),
  ipAddress: text('eureka.instance.ip-address', { description: 'Own address' }),
  prefersIpAddress: flag('eureka.instance.prefer-ip-address', {
    default: false,
    description: 'Register the address as host name',
  }),
  renewalIntervalMs: duration('eureka.instance.lease-renewal-interval-in-seconds', {
    default: 30_000,
    unit: 's',
    minMs: 1_000,
    description: 'How often the own lease is renewed',
  }),
  leaseDurationMs: duration('eureka.instance.lease-expiration-duration-in-seconds', {
    default: 90_000,
    unit: 's',
    minMs: 1_000,
    description: 'How long the own lease lasts without renewal',
  }),
  instanceMetadata: records('eureka.instance.metadata-map', {
    description: 'Own metadata, for whoever finds this server in the registry',
  }),
});

/** How a daemon presents itself; every daemon has a name of its own by default. */
export type OwnInstanceOptions = OptionsOf<typeof ownInstanceOptions> & {
  /** `spring.application.name`. */
  readonly applicationName: string;
};
