import type { ConfigKey } from '@vernal/protocol/bus';
import type { Environment, PropertyValue } from '@vernal/protocol/config';

/** A value as it is served; values made by the server have no origin. */
export interface ServedValue {
  readonly value: PropertyValue;
  /** `line:column` in its file (config-protocol 2.1). */
  readonly origin?: string;
  /** Present where the file has an empty list: `value` is the empty text. */
  readonly isEmptyList?: true;
}

/** One property source before it is written: a document of a file, or the overrides. */
export interface PropertyLayer {
  readonly name: string;
  readonly values: ReadonlyMap<string, ServedValue>;
}

/**
 * What a client ends with: of several layers that have a property, the first wins (config-protocol 2.1).
 *
 * @param layers strongest first
 */
export function effectiveValues(layers: readonly PropertyLayer[]): Map<string, PropertyValue> {
  const effective = new Map<string, PropertyValue>();
  for (const { values } of layers) {
    for (const [key, { value }] of values) if (!effective.has(key)) effective.set(key, value);
  }
  return effective;
}

/**
 * The environment that a client sees; `layers` strongest first.
 *
 * @param emptyList what stands for an empty list, see `AnswerRules`
 */
export function environmentOf(
  key: ConfigKey,
  { version, state }: Pick<Environment, 'version' | 'state'>,
  layers: readonly PropertyLayer[],
  emptyList: PropertyValue = '',
): Environment {
  const answered = ({ value, isEmptyList }: ServedValue) => (isEmptyList ? emptyList : value);
  return {
    name: key.application,
    profiles: [key.profiles],
    label: key.label,
    version,
    state,
    propertySources: layers.map(({ name, values }) => ({
      name,
      source: new Map(Array.from(values, ([property, value]) => [property, answered(value)])),
    })),
  };
}
