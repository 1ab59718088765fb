import type { Decoded } from '../decoded.ts';
import { instanceJson } from './encode-instance.ts';
import { withDefaults } from './instance-draft.ts';
import type { InstanceInfo, InstanceStatus } from './instance-info.ts';
import { integerOf, isJsonObject, parseJson } from './json-values.ts';
import { readInstance } from './read-instance.ts';
import type { ReplicationAction, ReplicationResult } from './replication.ts';

/** One action as it is passed on to a peer; which action has which members: eureka-protocol 5.2. */
export interface ReplicationRequest {
  readonly appName: string;
  readonly id: string;
  readonly action: ReplicationAction;
  /** Epoch ms. */
  readonly lastDirtyTimestamp?: number;
  readonly overriddenStatus?: InstanceStatus;
  readonly status?: InstanceStatus;
  readonly instance?: InstanceInfo;
}

/**
 * Writes the body of `POST peerreplication/batch/`: no root key around the list, members in Java's order,
 * absent ones left out, since its reader refuses unknown keys (5.2).
 */
export function encodeReplicationList(requests: readonly ReplicationRequest[]): string {
  return JSON.stringify({ replicationList: requests.map(requestJson) });
}

function requestJson(request: ReplicationRequest): Readonly<Record<string, unknown>> {
  return {
    appName: request.appName,
    id: request.id,
    lastDirtyTimestamp: request.lastDirtyTimestamp,
    overriddenStatus: request.overriddenStatus,
    status: request.status,
    instanceInfo: request.instance && instanceJson(request.instance),
    action: request.action,
  };
}

/**
 * Reads the answer to a batch (5.3). An instance that can't be read is left out; a result without a status
 * makes the whole answer unreadable, since results are matched by position.
 */
export function decodeReplicationResults(body: string): Decoded<readonly ReplicationResult[]> {
  const document = parseJson(body);
  const list = isJsonObject(document) ? document['responseList'] : undefined;
  if (!Array.isArray(list)) return refused('responseList', 'is not a list');
  const results: ReplicationResult[] = [];
  for (const [index, source] of list.entries()) {
    const result = readResult(source);
    if (result === undefined) return refused(`responseList.${index}.statusCode`, 'is no status');
    results.push(result);
  }
  return { ok: true, value: results };
}

function readResult(source: unknown): ReplicationResult | undefined {
  if (!isJsonObject(source)) return undefined;
  const statusCode = integerOf(source['statusCode']);
  if (statusCode === undefined) return undefined;
  const draft = readInstance(source['responseEntity']);
  return draft.ok ? { statusCode, instance: withDefaults(draft.value, 0) } : { statusCode };
}

function refused(path: string, problem: string): Decoded<never> {
  return { ok: false, problems: [{ path, problem }] };
}
