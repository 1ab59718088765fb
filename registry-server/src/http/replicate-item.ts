import {
  completeRegistration,
  type ReplicationAction,
  type ReplicationItem,
  type ReplicationResult,
} from '@vernal/protocol/eureka';
import type { Cause } from '../domain/cause.ts';
import type { Registry } from '../domain/registry.ts';
import type { CommandResult } from '../domain/registry-commands.ts';
import { findStatus } from './status-query.ts';

type Replicate = (registry: Registry, item: ReplicationItem, at: Passing) => ReplicationResult;

/** When and by whom an item was passed on. */
export interface Passing {
  readonly nowMs: number;
  readonly cause: Cause;
}

const DONE: ReplicationResult = { statusCode: 200 };
const UNKNOWN: ReplicationResult = { statusCode: 404 };
/** Java fails on the item, not on the batch. */
const FAILED: ReplicationResult = { statusCode: 500 };

const ACTIONS: Readonly<Record<ReplicationAction, Replicate>> = {
  Register: register,
  Heartbeat: renew,
  Cancel: (registry, { appName, id }, { cause }) =>
    resultOf(registry.cancel(appName.toUpperCase(), id, cause)),
  StatusUpdate: overrideStatus,
  DeleteStatusOverride: removeOverride,
};

/** Does what a peer passes on; the result is that of the single call (eureka-protocol 5.3). */
export function replicateItem(
  registry: Registry,
  item: ReplicationItem,
  at: Passing,
): ReplicationResult {
  return ACTIONS[item.action](registry, item, at);
}

function resultOf(result: CommandResult): ReplicationResult {
  return result === 'done' ? DONE : UNKNOWN;
}

/** A registration that fails the checks is 200 all the same: a peer could do nothing about it. */
function register(
  registry: Registry,
  { instance, appName }: ReplicationItem,
  { nowMs, cause }: Passing,
): ReplicationResult {
  if (instance === undefined) return FAILED;
  const completed = completeRegistration(instance, { app: appName, nowMs });
  if (completed.ok) registry.register(completed.value, cause);
  return DONE;
}

function renew(registry: Registry, item: ReplicationItem): ReplicationResult {
  const result = registry.renew(item.appName.toUpperCase(), item.id, {
    origin: 'peer',
    lastDirtyTimestamp: item.lastDirtyTimestamp,
    overriddenStatus: findStatus(item.overriddenStatus ?? null),
  });
  if (result.kind === 'conflict') return { statusCode: 409, instance: result.instance };
  return result.kind === 'renewed' ? DONE : UNKNOWN;
}

function overrideStatus(
  registry: Registry,
  item: ReplicationItem,
  { cause }: Passing,
): ReplicationResult {
  const status = findStatus(item.status ?? null);
  if (status === undefined) return FAILED;
  const { lastDirtyTimestamp } = item;
  const command = { status, lastDirtyTimestamp, cause };
  return resultOf(registry.overrideStatus(item.appName.toUpperCase(), item.id, command));
}

function removeOverride(
  registry: Registry,
  item: ReplicationItem,
  { cause }: Passing,
): ReplicationResult {
  const status = item.status === undefined ? 'UNKNOWN' : findStatus(item.status);
  const { lastDirtyTimestamp } = item;
  if (status === undefined || lastDirtyTimestamp === undefined) return FAILED;
  const command = { status, lastDirtyTimestamp, cause };
  return resultOf(registry.removeOverride(item.appName.toUpperCase(), item.id, command));
}
