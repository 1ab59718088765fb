import type { InstanceInfo, InstanceStatus } from '@vernal/protocol/eureka';
import { hostInUrl } from '../endpoint/host-in-url.ts';

/** What a service tells of itself when it registers. */
export interface InstanceDescription {
  /** The port it really listens on. */
  readonly port: number;
  /** Given: callers use https and this port. */
  readonly securePort?: number;
  /** What callers connect to; by default the address, which needs no name service. */
  readonly hostName?: string;
  /** By default the first IPv4 address of this machine that is not its loopback. */
  readonly ipAddr?: string;
  /** Unique within the application; `host:app:port` by default (client-sdk 2.4). */
  readonly instanceId?: string;
  /** Free texts that callers see. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** `UP` by default. */
  readonly status?: InstanceStatus;
  /** Paths of the status page and the health check, `/actuator/info` and `/actuator/health` by default. */
  readonly statusPagePath?: string;
  readonly healthCheckPath?: string;
}

/** Names of the machine a service runs on. */
export interface Machine {
  readonly hostName: string;
  readonly ipAddr: string;
}

/** Lease times in seconds, as the wire has them. */
interface LeaseTimes {
  readonly renewalIntervalSeconds: number;
  readonly durationSeconds: number;
}

/** Who registers, and where it runs. */
export interface Registrant {
  readonly app: string;
  readonly machine: Machine;
  readonly lease: LeaseTimes;
}

/** The instance as it is registered (eureka-protocol 2.2; client-sdk 2.4). */
export function describeInstance(
  { app, machine, lease }: Registrant,
  description: InstanceDescription,
  nowMs: number,
): InstanceInfo {
  const { port, securePort, metadata = {}, status = 'UP', ipAddr = machine.ipAddr } = description;
  const { hostName = ipAddr } = description;
  const instanceId = `${machine.hostName}:${app}:${securePort ?? port}`;
  return {
    instanceId: description.instanceId ?? instanceId,
    hostName,
    app: app.toUpperCase(),
    ipAddr,
    status,
    overriddenStatus: 'UNKNOWN',
    port: { number: port, enabled: securePort === undefined },
    securePort: { number: securePort ?? 443, enabled: securePort !== undefined },
    countryId: 1,
    dataCenter: { name: 'MyOwn' },
    lease: {
      renewalIntervalInSecs: lease.renewalIntervalSeconds,
      durationInSecs: lease.durationSeconds,
      registrationTimestamp: 0,
      lastRenewalTimestamp: 0,
      evictionTimestamp: 0,
      serviceUpTimestamp: 0,
    },
    metadata,
    ...pagesOf(description, hostName),
    vipAddress: app,
    secureVipAddress: app,
    isCoordinatingDiscoveryServer: false,
    lastUpdatedTimestamp: nowMs,
    lastDirtyTimestamp: nowMs,
  };
}

type Pages = Pick<InstanceInfo, 'homePageUrl' | 'statusPageUrl' | 'healthCheckUrl'>;

function pagesOf(description: InstanceDescription, hostName: string): Pages {
  const { port, securePort } = description;
  const { statusPagePath = '/actuator/info', healthCheckPath = '/actuator/health' } = description;
  const host = hostInUrl(hostName);
  const base =
    securePort === undefined ? `http://${host}:${port}` : `https://${host}:${securePort}`;
  return {
    homePageUrl: `${base}/`,
    statusPageUrl: `${base}${statusPagePath}`,
    healthCheckUrl: `${base}${healthCheckPath}`,
  };
}
