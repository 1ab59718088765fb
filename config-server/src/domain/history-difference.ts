import { changedKeys, type PropertyValue, textOfValue } from '@vernal/protocol/config';
import { hasSecretName, MASK, shownValue } from './shown-value.ts';

/** The effective properties at a commit, and which of them are encrypted in their file. */
export interface WrittenProperties {
  readonly properties: ReadonlyMap<string, PropertyValue>;
  readonly encryptedKeys: ReadonlySet<string>;
}

/** A property that has another value; `before` or `after` is absent where there is none. */
export interface ShownDifference {
  readonly key: string;
  readonly before?: string;
  readonly after?: string;
}

/** What differs, by key; values that are encrypted, or have the name of a secret, are masked; so are secrets inside of others. */
export function shownDifferences(
  before: WrittenProperties,
  after: WrittenProperties,
): ShownDifference[] {
  return changedKeys(before.properties, after.properties).map((key) => {
    const isSecret =
      hasSecretName(key) || before.encryptedKeys.has(key) || after.encryptedKeys.has(key);
    const show = ({ properties }: WrittenProperties) => shown(properties.get(key), isSecret);
    const [old, now] = [show(before), show(after)];
    return {
      key,
      ...(old === undefined ? {} : { before: old }),
      ...(now === undefined ? {} : { after: now }),
    };
  });
}

function shown(value: PropertyValue | undefined, isSecret: boolean): string | undefined {
  if (value === undefined) return undefined;
  return isSecret ? MASK : shownValue(textOfValue(value));
}
