import type { Decoded, DecodeProblem } from '../decoded.ts';
import { encodeBareInstance } from './encode-instance.ts';
import type { InstanceDraft } from './instance-draft.ts';
import type { InstanceInfo } from './instance-info.ts';
import { integerOf, isJsonObject, type JsonObject, parseJson, textOf } from './json-values.ts';
import { readInstance } from './read-instance.ts';

/** What a peer passes on, in exact spelling (eureka-protocol 5.2). */
const REPLICATION_ACTIONS = [
  'Register',
  'Heartbeat',
  'Cancel',
  'StatusUpdate',
  'DeleteStatusOverride',
] as const;
export type ReplicationAction = (typeof REPLICATION_ACTIONS)[number];

/** One action of a batch. */
export interface ReplicationItem {
  readonly appName: string;
  readonly id: string;
  readonly action: ReplicationAction;
  /** Epoch ms. */
  readonly lastDirtyTimestamp: number | undefined;
  /** As sent: it may be no status at all. */
  readonly status: string | undefined;
  readonly overriddenStatus: string | undefined;
  /** Undefined when none was sent or it can't be read. */
  readonly instance: InstanceDraft | undefined;
}

/** What became of one action; `instance` is the registry's own on 409. */
export interface ReplicationResult {
  readonly statusCode: number;
  readonly instance?: InstanceInfo;
}

/** Reads the body of `POST peerreplication/batch` (eureka-protocol 5.2): no root key around the list. */
export function decodeReplicationList(body: string): Decoded<readonly ReplicationItem[]> {
  const document = parseJson(body);
  if (!isJsonObject(document)) return refused('', 'is not a JSON object');
  const list: unknown = document['replicationList'];
  if (!Array.isArray(list)) return refused('replicationList', 'is not a list');
  const items: ReplicationItem[] = [];
  for (const [index, source] of list.entries()) {
    const item = readItem(source, `replicationList.${index}`);
    if (!item.ok) return item;
    items.push(item.value);
  }
  return { ok: true, value: items };
}

/** Writes the answer (5.3): as many results as actions, in their order. */
export function encodeReplicationResults(results: readonly ReplicationResult[]): string {
  return `{"responseList":[${results.map(encodeResult).join(',')}]}`;
}

function encodeResult({ statusCode, instance }: ReplicationResult): string {
  if (instance === undefined) return `{"statusCode":${statusCode}}`;
  return `{"statusCode":${statusCode},"responseEntity":${encodeBareInstance(instance)}}`;
}

function readItem(source: unknown, path: string): Decoded<ReplicationItem> {
  if (!isJsonObject(source)) return refused(path, 'is not an object');
  const appName = textOf(source['appName']);
  const id = textOf(source['id']);
  const action = REPLICATION_ACTIONS.find((known) => known === source['action']);
  if (appName === undefined) return refused(`${path}.appName`, 'is missing');
  if (id === undefined) return refused(`${path}.id`, 'is missing');
  if (action === undefined) return refused(`${path}.action`, 'is not a known action');
  return {
    ok: true,
    value: {
      appName,
      id,
      action,
      lastDirtyTimestamp: integerOf(source['lastDirtyTimestamp']),
      status: textOf(source['status']),
      overriddenStatus: textOf(source['overriddenStatus']),
      instance: readReplicated(source),
    },
  };
}

function readReplicated(source: JsonObject): InstanceDraft | undefined {
  const draft = readInstance(source['instanceInfo']);
  return draft.ok ? draft.value : undefined;
}

function refused(path: string, problem: string): { ok: false; problems: readonly DecodeProblem[] } {
  return { ok: false, problems: [{ path, problem }] };
}
