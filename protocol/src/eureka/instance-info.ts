/** A status as it stands on the wire (eureka-protocol 4.7). */
export const INSTANCE_STATUSES = ['UP', 'DOWN', 'STARTING', 'OUT_OF_SERVICE', 'UNKNOWN'] as const;
export type InstanceStatus = (typeof INSTANCE_STATUSES)[number];

/** What a delta says happened to an instance (eureka-protocol 3.3). */
export type ActionType = 'ADDED' | 'MODIFIED' | 'DELETED';

export interface PortInfo {
  readonly number: number;
  readonly enabled: boolean;
}

/** Where an instance runs (eureka-protocol 2.5). `metadata` exists for Amazon only. */
export interface DataCenter {
  readonly name: 'MyOwn' | 'Netflix' | 'Amazon';
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Lease times as served (eureka-protocol 2.4). Seconds as on the wire; timestamps in epoch ms. */
export interface LeaseInfo {
  readonly renewalIntervalInSecs: number;
  readonly durationInSecs: number;
  readonly registrationTimestamp: number;
  readonly lastRenewalTimestamp: number;
  readonly evictionTimestamp: number;
  readonly serviceUpTimestamp: number;
}

/**
 * One running process of an application, decoded: defaults are filled in (eureka-protocol 1.4), types
 * are true types, names are free of JSON peculiarities. Immutable; a change is a new value.
 */
export interface InstanceInfo {
  /** Unique within its application; never empty. */
  readonly instanceId: string;
  readonly hostName: string;
  /** Upper-case. */
  readonly app: string;
  readonly ipAddr: string;
  readonly sid?: string;
  readonly status: InstanceStatus;
  readonly overriddenStatus: InstanceStatus;
  readonly port: PortInfo;
  readonly securePort: PortInfo;
  readonly countryId: number;
  readonly dataCenter: DataCenter;
  readonly lease?: LeaseInfo;
  readonly metadata: Readonly<Record<string, string>>;
  readonly appGroupName?: string;
  readonly homePageUrl?: string;
  readonly statusPageUrl?: string;
  readonly healthCheckUrl?: string;
  readonly secureHealthCheckUrl?: string;
  readonly vipAddress?: string;
  readonly secureVipAddress?: string;
  readonly isCoordinatingDiscoveryServer: boolean;
  readonly lastUpdatedTimestamp: number;
  readonly lastDirtyTimestamp: number;
  readonly actionType?: ActionType;
  readonly asgName?: string;
}

/** The instances of one application. Never empty on the wire. */
export interface Application {
  /** Upper-case. */
  readonly name: string;
  readonly instances: readonly InstanceInfo[];
}

/** A full fetch or a delta. */
export interface Applications {
  /** `1` for a full fetch, a counter for a delta, `-1` for a VIP answer (eureka-protocol 3.2). */
  readonly versionsDelta: string;
  /** Hash code over the whole registry (eureka-protocol 3.1). */
  readonly appsHashCode: string;
  readonly applications: readonly Application[];
}
