import assert from 'node:assert/strict';
import { decodeInstance, type InstanceInfo } from '@vernal/protocol/eureka';

/** A registration as Spring's RestTemplate client sends it: nulls, numeric timestamps, boolean flag (eureka-protocol 2.3). */
export function springInstance(changes: Readonly<Record<string, unknown>> = {}): object {
  return {
    instanceId: 'app7.lab:billing:9007',
    app: 'BILLING',
    appGroupName: null,
    ipAddr: '10.20.0.77',
    sid: 'na',
    homePageUrl: 'http://app7.lab:9007/',
    statusPageUrl: 'http://app7.lab:9007/actuator/info',
    healthCheckUrl: 'http://app7.lab:9007/actuator/health',
    secureHealthCheckUrl: null,
    vipAddress: 'billing',
    secureVipAddress: 'billing',
    countryId: 1,
    dataCenterInfo: {
      '@class': 'com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo',
      name: 'MyOwn',
    },
    hostName: 'app7.lab',
    status: 'UP',
    overriddenStatus: 'UNKNOWN',
    leaseInfo: {
      renewalIntervalInSecs: 30,
      durationInSecs: 90,
      registrationTimestamp: 0,
      lastRenewalTimestamp: 0,
      evictionTimestamp: 0,
      serviceUpTimestamp: 0,
    },
    isCoordinatingDiscoveryServer: false,
    lastUpdatedTimestamp: 1735690000111,
    lastDirtyTimestamp: 1735690000444,
    actionType: null,
    asgName: null,
    port: { $: 9007, '@enabled': 'true' },
    securePort: { $: 443, '@enabled': 'false' },
    metadata: { 'management.port': '9007' },
    ...changes,
  };
}

/** The body of a registration. */
export function springBody(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ instance: springInstance(changes) });
}

/** The instance that such a registration makes. */
export function decodedInstance(changes: Readonly<Record<string, unknown>> = {}): InstanceInfo {
  const decoded = decodeInstance(springBody(changes));
  assert.ok(decoded.ok);
  return decoded.value;
}
