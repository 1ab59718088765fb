import type { Environment, PropertyValue } from '@vernal/protocol/config';

/** An environment with one property source. */
export function environment(
  source: Readonly<Record<string, PropertyValue>>,
  version = 'c1',
): Environment {
  return {
    name: 'catalog',
    profiles: ['default'],
    label: null,
    version,
    state: null,
    propertySources: [{ name: 'repo/catalog.yml', source: new Map(Object.entries(source)) }],
  };
}
