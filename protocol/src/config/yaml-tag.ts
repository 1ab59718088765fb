import type { PropertyValue } from './environment.ts';
import { javaDouble } from './java-number.ts';
import { resolveFloat, resolveInteger, resolvePlainScalar } from './yaml-scalar.ts';

const STANDARD = 'tag:yaml.org,2002:';

/** Collections keep their meaning under these tags; a set is read as the list of its keys. */
export const SET_TAG = `${STANDARD}set`;
const COLLECTION_TAGS = new Set([`${STANDARD}map`, `${STANDARD}seq`, SET_TAG, '!', undefined]);

const SCALAR_TAGS: Readonly<Record<string, (text: string) => PropertyValue | undefined>> = {
  str: (text) => text,
  int: resolveInteger,
  float: (text) => resolveFloat(text) ?? (resolveInteger(text) && javaDouble(Number(text))),
  bool: (text) => {
    const value = resolvePlainScalar(text);
    return typeof value === 'boolean' ? value : undefined;
  },
  null: () => '',
  binary: (text) => text.replaceAll(/\s/g, ''),
  timestamp: resolveTimestamp,
};

/** True when a map or list may carry the tag; all others are refused (config-protocol 2.5). */
export function isCollectionTag(tag: string | undefined): boolean {
  return COLLECTION_TAGS.has(tag);
}

/** The value of a scalar with an explicit tag; undefined when the tag is not allowed or does not fit. */
export function resolveTaggedScalar(tag: string, text: string): PropertyValue | undefined {
  if (tag === '!') return text;
  const name = tag.startsWith(STANDARD) ? tag.slice(STANDARD.length) : '';
  return Object.hasOwn(SCALAR_TAGS, name) ? SCALAR_TAGS[name]?.(text) : undefined;
}

function resolveTimestamp(text: string): string | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace('Z', '+00:00');
}
