import { changedKeys, effectiveProperties, type PropertyValue } from '@vernal/protocol/config';
import type { DecryptedLayers } from '../domain/decrypt-layers.ts';
import { environmentOf } from '../domain/property-layer.ts';

/** Properties are compared, whoever reads them and whatever the environment says of itself. */
const ANYONE = { application: '', profiles: '', label: null };
const ANY_VERSION = { version: null, state: null };

/** Names of the properties that differ, sorted. A resolution that was reused, the very same object, differs in none. */
export function effectiveChange(
  before: DecryptedLayers | undefined,
  after: DecryptedLayers,
): readonly string[] {
  return before === after ? [] : changedKeys(propertiesOf(before), propertiesOf(after));
}

/** What an application sees of its layers; nothing of none. */
export function propertiesOf(
  environment: Pick<DecryptedLayers, 'layers'> | undefined,
): ReadonlyMap<string, PropertyValue> {
  return effectiveProperties(environmentOf(ANYONE, ANY_VERSION, environment?.layers ?? []));
}
