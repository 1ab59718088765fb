import { changedKeys, type PropertyValue } from '@vernal/protocol/config';
import type { DecryptedLayers } from '../domain/decrypt-layers.ts';
import { effectiveValues } from '../domain/property-layer.ts';

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
  return effectiveValues(environment?.layers ?? []);
}
