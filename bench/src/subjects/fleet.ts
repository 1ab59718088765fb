/** An instance of the benchmark's fleet. */
export interface FleetInstance {
  readonly app: string;
  readonly id: string;
}

const instancesPerApplication = 10;

/** `size` instances, ten to an application. */
export function fleetOf(size: number): FleetInstance[] {
  return Array.from({ length: size }, (_, index) => {
    const app = `SERVICE-${Math.floor(index / instancesPerApplication)}`;
    return { app, id: `host-${index}.example.test:${app.toLowerCase()}:8080` };
  });
}

function registration({ app, id }: FleetInstance): string {
  const hostName = id.slice(0, id.indexOf(':'));
  const now = Date.now();
  return JSON.stringify({
    instance: {
      instanceId: id,
      hostName,
      app,
      ipAddr: '10.0.0.1',
      status: 'UP',
      overriddenStatus: 'UNKNOWN',
      port: { $: 8080, '@enabled': 'true' },
      securePort: { $: 443, '@enabled': 'false' },
      countryId: 1,
      dataCenterInfo: {
        '@class': 'com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo',
        name: 'MyOwn',
      },
      leaseInfo: { renewalIntervalInSecs: 30, durationInSecs: 90 },
      metadata: { 'management.port': '8080', zone: 'lab-a' },
      homePageUrl: `http://${hostName}:8080/`,
      statusPageUrl: `http://${hostName}:8080/actuator/info`,
      healthCheckUrl: `http://${hostName}:8080/actuator/health`,
      vipAddress: app.toLowerCase(),
      secureVipAddress: app.toLowerCase(),
      isCoordinatingDiscoveryServer: 'false',
      lastUpdatedTimestamp: String(now),
      lastDirtyTimestamp: String(now),
      actionType: 'ADDED',
    },
  });
}

/** Registers the fleet at a registry. */
export async function registerFleet(url: string, fleet: readonly FleetInstance[]): Promise<void> {
  for (const instance of fleet) {
    const answer = await fetch(`${url}/eureka/apps/${instance.app}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: registration(instance),
    });
    if (answer.status !== 204) throw new Error(`registration answered ${answer.status}`);
  }
}
