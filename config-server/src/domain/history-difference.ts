import { changedKeys, type PropertyValue, textOfValue } from '@vernal/protocol/config';

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

const MASK = '******';
/** Names whose values are nobody's business, encrypted or not. */
const SECRET_NAME = /password|passwd|secret|token|credential|key$/i;
const USER_INFO = /(\b[a-z][a-z0-9+.-]*:\/\/)[^/?#\s@]+@/gi;

/** What differs, by key; values that are encrypted, or have the name of a secret, are masked. */
export function shownDifferences(
  before: WrittenProperties,
  after: WrittenProperties,
): ShownDifference[] {
  return changedKeys(before.properties, after.properties).map((key) => {
    const isSecret =
      SECRET_NAME.test(key) || before.encryptedKeys.has(key) || after.encryptedKeys.has(key);
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
  return isSecret ? MASK : textOfValue(value).replace(USER_INFO, `$1${MASK}@`);
}
