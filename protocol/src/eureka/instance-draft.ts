import type {
  ActionType,
  DataCenter,
  InstanceInfo,
  InstanceStatus,
  LeaseInfo,
  PortInfo,
} from './instance-info.ts';

/** Members that are text, may be absent, and have no default. */
export const OPTIONAL_TEXTS = [
  'sid',
  'appGroupName',
  'homePageUrl',
  'statusPageUrl',
  'healthCheckUrl',
  'secureHealthCheckUrl',
  'vipAddress',
  'secureVipAddress',
  'asgName',
] as const;

/** Those of {@link OPTIONAL_TEXTS} that were sent. */
export type OptionalTexts = { readonly [Key in (typeof OPTIONAL_TEXTS)[number]]?: string };

/** A data centre as sent: the name may be missing. */
export interface DataCenterDraft {
  readonly name: DataCenter['name'] | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

/** An instance as somebody sent it, in whatever format, before checks and defaults. */
export interface InstanceDraft {
  readonly instanceId: string | undefined;
  readonly hostName: string | undefined;
  /** Upper-case. */
  readonly app: string;
  readonly ipAddr: string | undefined;
  readonly status: InstanceStatus | undefined;
  readonly overriddenStatus: InstanceStatus | undefined;
  readonly port: PortInfo | undefined;
  readonly securePort: PortInfo | undefined;
  readonly countryId: number | undefined;
  readonly dataCenter: DataCenterDraft | undefined;
  readonly lease: LeaseInfo | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  readonly isCoordinatingDiscoveryServer: boolean | undefined;
  readonly lastUpdatedTimestamp: number | undefined;
  readonly lastDirtyTimestamp: number | undefined;
  readonly actionType: ActionType | undefined;
  readonly texts: OptionalTexts;
}

/**
 * The id under which an instance is known (eureka-protocol 0 and 1.4): its own; else the one Spring
 * keeps in its metadata; else Amazon's; else the host name. Empty when there is none of them.
 */
export function instanceIdOf(draft: InstanceDraft): string {
  if (draft.instanceId) return draft.instanceId;
  const hostName = draft.hostName ?? '';
  const fromMetadata = draft.metadata['instanceId'];
  if (fromMetadata) {
    return fromMetadata.startsWith(hostName) ? fromMetadata : `${hostName}:${fromMetadata}`;
  }
  return amazonInstanceId(draft) || hostName;
}

function amazonInstanceId(draft: InstanceDraft): string | undefined {
  return draft.dataCenter?.name === 'Amazon' ? draft.dataCenter.metadata['instance-id'] : undefined;
}

/** Fills in what was not sent (eureka-protocol 1.4). `nowMs` stands in for absent timestamps. */
export function withDefaults(draft: InstanceDraft, nowMs: number): InstanceInfo {
  const instanceId = instanceIdOf(draft);
  return {
    instanceId,
    app: draft.app,
    ...addressOf(draft),
    dataCenter: completeDataCenter(draft.dataCenter, instanceId),
    ...stateOf(draft, nowMs),
    metadata: draft.metadata,
    ...(draft.lease && { lease: draft.lease }),
    ...(draft.actionType && { actionType: draft.actionType }),
    ...draft.texts,
  };
}

function addressOf(draft: InstanceDraft) {
  return {
    hostName: draft.hostName ?? '',
    ipAddr: draft.ipAddr ?? '',
    port: draft.port ?? { number: 7001, enabled: true },
    securePort: draft.securePort ?? { number: 7002, enabled: false },
    countryId: draft.countryId ?? 1,
  };
}

function stateOf(draft: InstanceDraft, nowMs: number) {
  return {
    status: draft.status ?? 'UP',
    overriddenStatus: draft.overriddenStatus ?? 'UNKNOWN',
    isCoordinatingDiscoveryServer: draft.isCoordinatingDiscoveryServer ?? false,
    lastUpdatedTimestamp: draft.lastUpdatedTimestamp ?? nowMs,
    lastDirtyTimestamp: draft.lastDirtyTimestamp ?? nowMs,
  };
}

/** Only Amazon has metadata, and there `instance-id` is never blank (eureka-protocol 1.3, 2.5). */
function completeDataCenter(draft: DataCenterDraft | undefined, instanceId: string): DataCenter {
  const name = draft?.name ?? 'MyOwn';
  if (name !== 'Amazon') return { name };
  const metadata = draft?.metadata ?? {};
  return {
    name,
    metadata: metadata['instance-id'] ? metadata : { ...metadata, 'instance-id': instanceId },
  };
}
