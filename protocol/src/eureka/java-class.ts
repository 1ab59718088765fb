import type { DataCenter } from './instance-info.ts';

const DEFAULT_CLASS = 'com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo';

/** Java's type id of a data centre on Amazon (eureka-protocol 2.5). */
export const AMAZON_CLASS = 'com.netflix.appinfo.AmazonInfo';

/** Java's type id of an empty map, which stands for no metadata (2.2). */
export const EMPTY_MAP_CLASS = 'java.util.Collections$EmptyMap';

/** The type id that Java needs in every answer (2.5). */
export function dataCenterClass({ name }: DataCenter): string {
  return name === 'Amazon' ? AMAZON_CLASS : DEFAULT_CLASS;
}
