import { isDeepStrictEqual } from 'node:util';
import { type Instance, toInstance } from './instance.ts';
import type { RegistryCopy } from './registry-copy.ts';

/** Who can be called, by service name in lower case. */
export interface ServiceDirectory {
  /** Application names in lower case, sorted. */
  readonly services: readonly string[];
  /** Instances that are UP, by application and by VIP address, in a stable order. */
  readonly byName: ReadonlyMap<string, readonly Instance[]>;
}

/** The directory before the first fetch. */
export const EMPTY_DIRECTORY: ServiceDirectory = { services: [], byName: new Map() };

/**
 * The instances to call, from everything the registry holds (client-sdk 48). What did not change keeps
 * its identity, the lists included, so that `===` tells whether a service changed.
 */
export function directoryOf(copy: RegistryCopy, previous: ServiceDirectory): ServiceDirectory {
  const before = instancesById(previous);
  const byName = new Map<string, Instance[]>();
  const infos = [...copy.values()].sort((a, b) => (a.instanceId < b.instanceId ? -1 : 1));
  for (const info of infos.filter(({ status }) => status === 'UP')) {
    const instance = unchanged(toInstance(info), before);
    for (const name of namesOf(instance.service, info.vipAddress)) {
      byName.set(name, [...(byName.get(name) ?? []), instance]);
    }
  }
  const services = new Set(infos.map(({ app }) => app.toLowerCase()));
  return {
    services: [...services].sort(),
    byName: new Map([...byName].map(([name, list]) => [name, sameList(list, previous, name)])),
  };
}

/** Names under which callers find an instance: its application and its VIP addresses (client-sdk 2.4). */
function namesOf(service: string, vipAddress = ''): ReadonlySet<string> {
  const vips = vipAddress.split(',').map((vip) => vip.trim().toLowerCase());
  return new Set([service, ...vips.filter((vip) => vip !== '')]);
}

function instancesById({ byName }: ServiceDirectory): ReadonlyMap<string, Instance> {
  const instances = [...byName.values()].flat();
  return new Map(instances.map((instance) => [idOf(instance), instance]));
}

function idOf({ service, instanceId }: Instance): string {
  return `${service}/${instanceId}`;
}

function unchanged(instance: Instance, before: ReadonlyMap<string, Instance>): Instance {
  const known = before.get(idOf(instance));
  return known !== undefined && isDeepStrictEqual(known, instance) ? known : instance;
}

function sameList(
  list: readonly Instance[],
  previous: ServiceDirectory,
  name: string,
): readonly Instance[] {
  const known = previous.byName.get(name);
  const same = known?.length === list.length && list.every((item, at) => item === known[at]);
  return same ? known : Object.freeze(list);
}
