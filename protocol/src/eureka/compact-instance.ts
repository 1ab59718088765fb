import type { DataCenter, InstanceInfo } from './instance-info.ts';

const AMAZON_KEYS = [
  'instance-id',
  'public-ipv4',
  'public-hostname',
  'local-ipv4',
  'availability-zone',
] as const;

/** The data centre of a compact answer: Amazon keeps five of its entries (eureka-protocol 2.7). */
export function compactDataCenter({ dataCenter }: InstanceInfo): DataCenter {
  if (dataCenter.name !== 'Amazon') return dataCenter;
  const kept: Record<string, string> = {};
  for (const key of AMAZON_KEYS) {
    const value = dataCenter.metadata?.[key];
    if (value !== undefined) kept[key] = value;
  }
  return { name: 'Amazon', metadata: kept };
}
