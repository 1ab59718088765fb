import type { Decoded, DecodeProblem } from '../decoded.ts';
import {
  type DataCenterDraft,
  type InstanceDraft,
  OPTIONAL_TEXTS,
  type OptionalTexts,
} from './instance-draft.ts';
import {
  type ActionType,
  type DataCenter,
  INSTANCE_STATUSES,
  type InstanceStatus,
  type LeaseInfo,
  type PortInfo,
} from './instance-info.ts';
import { AMAZON_CLASS } from './java-class.ts';
import {
  flagOf,
  integerOf,
  isJsonObject,
  type JsonObject,
  javaIntOf,
  textOf,
} from './json-values.ts';

const ACTION_TYPES: readonly ActionType[] = ['ADDED', 'MODIFIED', 'DELETED'];
const DATA_CENTERS: readonly DataCenter['name'][] = ['MyOwn', 'Netflix', 'Amazon'];

/**
 * Reads the JSON form of an instance as all known senders write it (eureka-protocol 2.3). Keys that
 * are not known are dropped, so that they never reach a strict reader (2.6).
 */
export function readInstance(source: unknown): Decoded<InstanceDraft> {
  if (!isJsonObject(source)) return unreadable('', 'is not an object');
  const app = textOf(source['app']);
  if (app === undefined) return unreadable('app', 'is missing');
  const problem = unreadablePart(source);
  if (problem !== undefined) return { ok: false, problems: [problem] };
  return { ok: true, value: draftOf(source, app.toUpperCase()) };
}

function unreadable(field: string, problem: string): Decoded<never> {
  return { ok: false, problems: [problemAt(field, problem)] };
}

function problemAt(field: string, problem: string): DecodeProblem {
  return { path: field === '' ? 'instance' : `instance.${field}`, problem };
}

function draftOf(source: JsonObject, app: string): InstanceDraft {
  return {
    instanceId: textOf(source['instanceId']),
    hostName: textOf(source['hostName']),
    app,
    ipAddr: textOf(source['ipAddr']),
    status: readStatus(source['status']),
    overriddenStatus: readOverriddenStatus(source),
    port: readPort(source['port'], true),
    securePort: readPort(source['securePort'], false),
    countryId: javaIntOf(source['countryId']),
    dataCenter: readDataCenter(source['dataCenterInfo']),
    lease: readLease(source['leaseInfo']),
    metadata: readMetadata(source['metadata']),
    isCoordinatingDiscoveryServer: flagOf(source['isCoordinatingDiscoveryServer']),
    lastUpdatedTimestamp: integerOf(source['lastUpdatedTimestamp']),
    lastDirtyTimestamp: integerOf(source['lastDirtyTimestamp']),
    actionType: ACTION_TYPES.find((type) => type === source['actionType']),
    texts: readOptionalTexts(source),
  };
}

/** What Java answers with "cannot parse request body" and nothing sensible can be made of. */
function unreadablePart(source: JsonObject): DecodeProblem | undefined {
  for (const field of ['port', 'securePort', 'leaseInfo', 'metadata', 'dataCenterInfo'] as const) {
    const part = source[field] ?? {};
    const isNumberedPort = field.endsWith('ort') && integerOf(part) !== undefined;
    if (!isJsonObject(part) && !isNumberedPort) return problemAt(field, 'is not an object');
  }
  const dataCenter = source['dataCenterInfo'];
  const name = isJsonObject(dataCenter) ? textOf(dataCenter['name']) : undefined;
  if (name === undefined || DATA_CENTERS.some((known) => known === name)) return undefined;
  return problemAt('dataCenterInfo.name', `is not one of ${DATA_CENTERS.join(', ')}`);
}

/** Exact case; absent stays absent, anything unknown is UNKNOWN (eureka-protocol 1.4). */
function readStatus(value: unknown): InstanceStatus | undefined {
  if (value === undefined || value === null) return undefined;
  return INSTANCE_STATUSES.find((status) => status === value) ?? 'UNKNOWN';
}

/** Camel case since Eureka 1.8, lower case before and from Steeltoe (eureka-protocol 2.2, 2.3). */
function readOverriddenStatus(source: JsonObject): InstanceStatus | undefined {
  return readStatus(source['overriddenStatus'] ?? source['overriddenstatus']);
}

/** `{"$": 8080, "@enabled": "true"}`, and the bare number that others write; unreadable is 0 (1.3). */
function readPort(value: unknown, enabledByDefault: boolean): PortInfo | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isJsonObject(value)) return { number: javaIntOf(value) ?? 0, enabled: enabledByDefault };
  return {
    number: javaIntOf(value['$']) ?? 0,
    enabled: flagOf(value['@enabled']) ?? enabledByDefault,
  };
}

/** Amazon's class stands for its name when only the class was sent (eureka-protocol 2.5). */
function readDataCenter(value: unknown): DataCenterDraft | undefined {
  if (!isJsonObject(value)) return undefined;
  const byClass = value['@class'] === AMAZON_CLASS ? 'Amazon' : undefined;
  return {
    name: DATA_CENTERS.find((name) => name === value['name']) ?? byClass,
    metadata: readMetadata(value['metadata']),
  };
}

/** Durations that are not positive fall back to 30 and 90 s (eureka-protocol 1.4, 2.4). */
function readLease(value: unknown): LeaseInfo | undefined {
  if (!isJsonObject(value)) return undefined;
  const time = (name: string): number => integerOf(value[name]) ?? 0;
  return {
    renewalIntervalInSecs: positiveOr(value['renewalIntervalInSecs'], 30),
    durationInSecs: positiveOr(value['durationInSecs'], 90),
    registrationTimestamp: time('registrationTimestamp'),
    lastRenewalTimestamp: time('lastRenewalTimestamp') || time('renewalTimestamp'),
    evictionTimestamp: time('evictionTimestamp'),
    serviceUpTimestamp: time('serviceUpTimestamp'),
  };
}

function positiveOr(value: unknown, fallback: number): number {
  const number = javaIntOf(value) ?? 0;
  return number > 0 ? number : fallback;
}

/** Scalars become strings, the rest is dropped; `@class` only marks Java's empty map (2.2, 2.6). */
function readMetadata(value: unknown): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {};
  const entries: [string, string][] = [];
  for (const [key, entry] of Object.entries(value)) {
    const text = textOf(entry);
    if (key !== '@class' && text !== undefined) entries.push([key, text]);
  }
  return Object.fromEntries(entries);
}

/** `na` and `unknown` stand for no `sid` (eureka-protocol 2.2). */
function readOptionalTexts(source: JsonObject): OptionalTexts {
  const texts: { -readonly [Key in keyof OptionalTexts]: OptionalTexts[Key] } = {};
  for (const key of OPTIONAL_TEXTS) {
    const text = textOf(source[key]);
    const isAbsentSid = key === 'sid' && (text === 'na' || text === 'unknown');
    if (text !== undefined && !isAbsentSid) texts[key] = text;
  }
  return texts;
}
