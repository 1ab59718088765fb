import { type Applications, appsHashCode, type InstanceInfo } from '@vernal/protocol/eureka';

/** The registry as this client last saw it: every instance, by application and id. */
export type RegistryCopy = ReadonlyMap<string, InstanceInfo>;

/** The copy that a full fetch gives. */
export function copyOf(full: Applications): RegistryCopy {
  const infos = full.applications.flatMap(({ instances }) => instances);
  return new Map(infos.map((info) => [keyOf(info), info]));
}

/**
 * The copy after a delta: ADDED and MODIFIED put an instance in, DELETED takes it out, anything else is
 * ignored (eureka-protocol 3.4). The identity of an instance is its id, nothing else (client-sdk 47).
 */
export function withDelta(copy: RegistryCopy, delta: Applications): RegistryCopy {
  const next = new Map(copy);
  for (const info of delta.applications.flatMap(({ instances }) => instances)) {
    if (info.actionType === 'DELETED') next.delete(keyOf(info));
    else if (info.actionType !== undefined) next.set(keyOf(info), info);
  }
  return next;
}

/** Whether the copy is what the server has, as far as the hash code tells (eureka-protocol 3.1). */
export function agrees(copy: RegistryCopy, { appsHashCode: expected }: Applications): boolean {
  return appsHashCode([...copy.values()].map(({ status }) => status)) === expected;
}

function keyOf({ app, instanceId }: InstanceInfo): string {
  return `${app.toUpperCase()}/${instanceId}`;
}
