import type { ConfigKey } from '@vernal/protocol/bus';
import type { Environment, PropertyValue } from '@vernal/protocol/config';

/** A value as it is served; values made by the server have no origin. */
export interface ServedValue {
  readonly value: PropertyValue;
  /** `line:column` in its file (config-protocol 2.1). */
  readonly origin?: string;
}

/** One property source before it is written: a document of a file, or the overrides. */
export interface PropertyLayer {
  readonly name: string;
  readonly values: ReadonlyMap<string, ServedValue>;
}

/** The environment that a client sees; `layers` strongest first. */
export function environmentOf(
  key: ConfigKey,
  { version, state }: Pick<Environment, 'version' | 'state'>,
  layers: readonly PropertyLayer[],
): Environment {
  return {
    name: key.application,
    profiles: [key.profiles],
    label: key.label,
    version,
    state,
    propertySources: layers.map(({ name, values }) => ({
      name,
      source: Object.fromEntries([...values].map(([property, { value }]) => [property, value])),
    })),
  };
}
