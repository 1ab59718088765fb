import type { HttpRequest } from '../http/http-request.ts';
import type { FleetInstance } from './fleet.ts';

/** What a client of Spring Cloud 2025.0 sends with every request. */
const clientHeaders = {
  accept: 'application/json, application/*+json',
  'accept-encoding': 'gzip, x-gzip, deflate',
  'user-agent': 'Apache-HttpClient/5.5.1 (Java/17.0.15)',
};

/** When the fleet last changed by its own account. */
const dirtySince = Date.UTC(2026, 0, 1);

/** An hour: most benchmarks measure requests, not who is evicted for sending too few. */
const longLeaseSeconds = 3600;

/** Long enough for some thousands to register before the first expires. */
const shortLeaseSeconds = 3;

/** Everything, compressed. */
export const fullFetch: HttpRequest = {
  method: 'GET',
  path: '/eureka/apps/',
  headers: clientHeaders,
};

/** What changed of late, compressed. */
export const deltaFetch: HttpRequest = { ...fullFetch, path: '/eureka/apps/delta' };

/** One application. */
export function applicationFetch({ app }: FleetInstance): HttpRequest {
  return { ...fullFetch, path: `/eureka/apps/${app}` };
}

/** A heartbeat as Java sends it. */
export function heartbeat({ app, id }: FleetInstance): HttpRequest {
  return {
    method: 'PUT',
    path: `/eureka/apps/${app}/${id}?status=UP&lastDirtyTimestamp=${dirtySince}`,
    headers: clientHeaders,
  };
}

/** A registration of about 1 KB; `version` goes into the metadata. */
export function registration(instance: FleetInstance, version = '1'): HttpRequest {
  return register(instance, registered(instance, { version, leaseSeconds: longLeaseSeconds }));
}

/** A registration that expires soon. */
export function shortLease(instance: FleetInstance): HttpRequest {
  const leaseSeconds = shortLeaseSeconds;
  return register(instance, registered(instance, { version: '1', leaseSeconds }));
}

function register({ app }: FleetInstance, instance: object): HttpRequest {
  return {
    method: 'POST',
    path: `/eureka/apps/${app}`,
    headers: { ...clientHeaders, 'content-type': 'application/json' },
    body: JSON.stringify({ instance }),
  };
}

function registered(
  { app, id, hostName }: FleetInstance,
  { version, leaseSeconds }: { readonly version: string; readonly leaseSeconds: number },
) {
  const vipAddress = app.toLowerCase();
  return {
    instanceId: id,
    app,
    appGroupName: null,
    ipAddr: '10.0.0.1',
    sid: 'na',
    homePageUrl: `http://${hostName}:8080/`,
    statusPageUrl: `http://${hostName}:8080/actuator/info`,
    healthCheckUrl: `http://${hostName}:8080/actuator/health`,
    secureHealthCheckUrl: null,
    vipAddress,
    secureVipAddress: vipAddress,
    countryId: 1,
    dataCenterInfo: {
      '@class': 'com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo',
      name: 'MyOwn',
    },
    hostName,
    status: 'UP',
    overriddenStatus: 'UNKNOWN',
    leaseInfo: { renewalIntervalInSecs: 30, durationInSecs: leaseSeconds },
    isCoordinatingDiscoveryServer: false,
    lastUpdatedTimestamp: dirtySince,
    lastDirtyTimestamp: dirtySince,
    actionType: null,
    asgName: null,
    port: { $: 8080, '@enabled': 'true' },
    securePort: { $: 443, '@enabled': 'false' },
    metadata: { 'management.port': '8080', zone: 'lab-a', version },
  };
}
