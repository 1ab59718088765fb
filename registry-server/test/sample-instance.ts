import type { InstanceInfo } from '@vernal/protocol/eureka';

/** An instance of `ORDERS` that is UP, with what a test needs to be different. */
export function sampleInstance(changes: Partial<InstanceInfo> = {}): InstanceInfo {
  return {
    instanceId: 'n1',
    hostName: 'n1.lab',
    app: 'ORDERS',
    ipAddr: '10.0.0.1',
    status: 'UP',
    overriddenStatus: 'UNKNOWN',
    port: { number: 8080, enabled: true },
    securePort: { number: 443, enabled: false },
    countryId: 1,
    dataCenter: { name: 'MyOwn' },
    metadata: {},
    isCoordinatingDiscoveryServer: false,
    lastUpdatedTimestamp: 0,
    lastDirtyTimestamp: 1_000,
    ...changes,
  };
}

/** Lease terms as an instance asks for them. */
export function leaseOf(durationInSecs: number): Pick<InstanceInfo, 'lease'> {
  return {
    lease: {
      renewalIntervalInSecs: 1,
      durationInSecs,
      registrationTimestamp: 0,
      lastRenewalTimestamp: 0,
      evictionTimestamp: 0,
      serviceUpTimestamp: 0,
    },
  };
}
