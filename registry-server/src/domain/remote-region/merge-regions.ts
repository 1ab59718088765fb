import { type Application, appsHashCode, type InstanceInfo } from '@vernal/protocol/eureka';

/**
 * The applications of this region and of others as one list: an application that runs in several regions stands
 * once, with the instances of all (eureka-protocol 5.6). Of one instance that several know, the first counts.
 */
export function mergeRegions(regions: readonly Iterable<InstanceInfo>[]): readonly Application[] {
  const applications = new Map<string, Map<string, InstanceInfo>>();
  for (const region of regions) {
    for (const instance of region) {
      let instances = applications.get(instance.app);
      if (instances === undefined) {
        instances = new Map();
        applications.set(instance.app, instances);
      }
      if (!instances.has(instance.instanceId)) instances.set(instance.instanceId, instance);
    }
  }
  return Array.from(applications, ([name, instances]) => ({
    name,
    instances: [...instances.values()],
  }));
}

/** The hash code of a list (3.1). */
export function hashCodeOf(applications: readonly Application[]): string {
  return appsHashCode(
    applications.flatMap(({ instances }) => instances.map(({ status }) => status)),
  );
}
