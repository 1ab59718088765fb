import { isObject, type Json } from '../json-difference.ts';

/** What of a registry's answer is compared. */
export interface ViewOptions {
  /** The answer covers the whole registry, so only applications with this tag count. */
  readonly onlyTag: string | undefined;
  /** False when others may be registered too: then the hash code says nothing. */
  readonly withHashCode: boolean;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function sorted(list: readonly Json[], keyOf: (item: Json) => string): Json[] {
  return [...list].sort((left, right) => keyOf(left).localeCompare(keyOf(right)));
}

function instanceKey(instance: Json): string {
  return isObject(instance)
    ? `${textOf(instance['instanceId'])} ${textOf(instance['hostName'])} ${textOf(instance['actionType'])}`
    : '';
}

function applicationName(application: Json): string {
  return isObject(application) ? textOf(application['name']) : '';
}

function applicationView(application: Json): Json {
  if (!isObject(application)) return application;
  const instances = application['instance'];
  return Array.isArray(instances)
    ? { ...application, instance: sorted(instances, instanceKey) }
    : application;
}

function applicationsView(applications: Json, options: ViewOptions): Json {
  if (!isObject(applications)) return applications;
  const { application, apps__hashcode: hashCode, ...rest } = applications;
  const { onlyTag } = options;
  const list = Array.isArray(application)
    ? application.filter(
        (item) =>
          onlyTag === undefined ||
          applicationName(item).toUpperCase().includes(onlyTag.toUpperCase()),
      )
    : application;
  return {
    ...rest,
    ...(list === undefined
      ? {}
      : {
          application: Array.isArray(list)
            ? sorted(list.map(applicationView), applicationName)
            : list,
        }),
    ...(hashCode === undefined || !options.withHashCode ? {} : { apps__hashcode: hashCode }),
  };
}

/** The comparable part of a JSON answer: applications and instances in a fixed order, others left out. */
export function registryView(document: Json, options: ViewOptions): Json {
  if (!isObject(document)) return document;
  return Object.fromEntries(
    Object.entries(document).map(([root, value]) => {
      if (root === 'applications') return [root, applicationsView(value, options)];
      return [root, root === 'application' ? applicationView(value) : value];
    }),
  );
}
