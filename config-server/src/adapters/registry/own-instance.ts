import type { InstanceInfo } from '@vernal/protocol/eureka';
import type { RegistryOptions } from '../../options/registry-options.ts';

/** Where this server is reached. */
export interface OwnPlace {
  readonly hostName: string;
  readonly ipAddr: string;
  readonly port: number;
  /** Whether the port speaks HTTPS. */
  readonly isSecure: boolean;
  /** What comes before every path; empty for none. */
  readonly contextPath: string;
  /** What comes before every environment, below the context path; empty for none. */
  readonly prefix: string;
  /** Epoch ms. */
  readonly nowMs: number;
}

/** The key under which clients look for what comes before an environment's path (config-protocol 7.3). */
const CONFIG_PATH = 'configPath';

/** This server as an instance, with Spring's defaults (eureka-protocol 7.3). */
export function ownInstance(options: RegistryOptions, place: OwnPlace): InstanceInfo {
  const { applicationName, renewalIntervalMs, leaseDurationMs } = options;
  const { port, isSecure, contextPath, prefix, nowMs } = place;
  const { ipAddress: ipAddr = place.ipAddr } = options;
  const { hostName = options.prefersIpAddress ? ipAddr : place.hostName } = options;
  const url = `${isSecure ? 'https' : 'http'}://${hostName}:${port}${contextPath}`;
  const health = `${url}/actuator/health`;
  return {
    instanceId: options.instanceId ?? `${hostName}:${applicationName}:${port}`,
    hostName,
    app: applicationName.toUpperCase(),
    ipAddr,
    status: 'UP',
    overriddenStatus: 'UNKNOWN',
    port: { number: port, enabled: !isSecure },
    securePort: { number: isSecure ? port : 443, enabled: isSecure },
    countryId: 1,
    dataCenter: { name: 'MyOwn' },
    lease: {
      renewalIntervalInSecs: Math.ceil(renewalIntervalMs / 1_000),
      durationInSecs: Math.ceil(leaseDurationMs / 1_000),
      registrationTimestamp: 0,
      lastRenewalTimestamp: 0,
      evictionTimestamp: 0,
      serviceUpTimestamp: 0,
    },
    metadata: metadataOf(options.instanceMetadata, `${contextPath}${prefix}`),
    homePageUrl: `${url}/`,
    statusPageUrl: `${url}/actuator/info`,
    ...(isSecure ? { secureHealthCheckUrl: health } : { healthCheckUrl: health }),
    vipAddress: applicationName,
    secureVipAddress: applicationName,
    isCoordinatingDiscoveryServer: false,
    lastUpdatedTimestamp: nowMs,
    lastDirtyTimestamp: nowMs,
  };
}

/** Binding turns `configPath` into `config-path`; clients know one spelling. */
function metadataOf(given: Readonly<Record<string, string>>, path: string): Record<string, string> {
  const isPath = (name: string) => name.replaceAll(/[-_]/g, '').toLowerCase() === 'configpath';
  const [, givenPath] = Object.entries(given).find(([name]) => isPath(name)) ?? [];
  const others = Object.entries(given).filter(([name]) => !isPath(name));
  const configPath = givenPath ?? path;
  return {
    ...Object.fromEntries(others),
    ...(configPath === '' ? {} : { [CONFIG_PATH]: configPath }),
  };
}
