import type { InstanceInfo } from '@vernal/protocol/eureka';
import type { OwnInstanceOptions } from './own-instance-options.ts';

/** Where a daemon runs. */
export interface OwnMachine {
  readonly hostName: string;
  readonly ipAddr: string;
  readonly port: number;
  /** Whether the port speaks HTTPS. */
  readonly isSecure: boolean;
  /** What comes before every path: empty, or as `/registry`. */
  readonly contextPath: string;
  /** Epoch ms. */
  readonly nowMs: number;
}

/** A daemon as an instance, with Spring's defaults (eureka-protocol 7.3). */
export function ownInstance(options: OwnInstanceOptions, machine: OwnMachine): InstanceInfo {
  const { applicationName, appName = applicationName } = options;
  const { port, isSecure, contextPath, nowMs } = machine;
  const { hostName, ipAddr } = ownNames(options, machine);
  const url = `${isSecure ? 'https' : 'http'}://${hostName}:${port}${contextPath}`;
  const health = `${url}/actuator/health`;
  return {
    instanceId: options.instanceId ?? `${hostName}:${applicationName}:${port}`,
    hostName,
    app: appName.toUpperCase(),
    ipAddr,
    status: 'UP',
    overriddenStatus: 'UNKNOWN',
    port: { number: port, enabled: !isSecure },
    securePort: { number: isSecure ? port : 443, enabled: isSecure },
    countryId: 1,
    dataCenter: { name: 'MyOwn' },
    lease: {
      renewalIntervalInSecs: Math.ceil(options.renewalIntervalMs / 1000),
      durationInSecs: Math.ceil(options.leaseDurationMs / 1000),
      registrationTimestamp: 0,
      lastRenewalTimestamp: 0,
      evictionTimestamp: 0,
      serviceUpTimestamp: 0,
    },
    metadata: options.instanceMetadata,
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

/** Host name and address that a daemon goes by. */
export function ownNames(
  options: Pick<OwnInstanceOptions, 'hostName' | 'ipAddress' | 'prefersIpAddress'>,
  machine: Pick<OwnMachine, 'hostName' | 'ipAddr'>,
): { readonly hostName: string; readonly ipAddr: string } {
  const { ipAddress: ipAddr = machine.ipAddr } = options;
  const hostName = options.hostName ?? (options.prefersIpAddress ? ipAddr : machine.hostName);
  return { hostName, ipAddr };
}
