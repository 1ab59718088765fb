import type { PropertyValue } from './environment.ts';
import { readDouble, resolveInteger, resolvePlainScalar } from './yaml-scalar.ts';

const STANDARD = 'tag:yaml.org,2002:';

/** A map that is read as the list of its keys. */
export const SET_TAG = `${STANDARD}set`;
/** Collections keep their meaning under these tags. */
const MAP_TAGS = new Set([`${STANDARD}map`, '!', undefined]);
const LIST_TAGS = new Set([`${STANDARD}seq`, '!', undefined]);

const BASE_64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const SCALAR_TAGS: Readonly<Record<string, (text: string) => PropertyValue | undefined>> = {
  str: (text) => text,
  int: resolveInteger,
  float: readDouble,
  bool: (text) => {
    const value = resolvePlainScalar(text.toLowerCase());
    return typeof value === 'boolean' ? value : '';
  },
  null: () => '',
  binary: (text) => {
    const bytes = text.replaceAll(/\s/g, '');
    return BASE_64.test(bytes) ? bytes : undefined;
  },
  timestamp: resolveTimestamp,
};

/** True when a map may carry the tag; all others are refused (config-protocol 2.5). */
export function isMapTag(tag: string | undefined): boolean {
  return MAP_TAGS.has(tag);
}

/** True when a list may carry the tag. */
export function isListTag(tag: string | undefined): boolean {
  return LIST_TAGS.has(tag);
}

/**
 * The value of a scalar with an explicit tag; undefined when the tag is not allowed or does not fit. The tag `!`
 * takes the quotes off: what it stands before is read as a plain scalar.
 */
export function resolveTaggedScalar(tag: string, text: string): PropertyValue | undefined {
  if (tag === '!') return resolvePlainScalar(text);
  const name = tag.startsWith(STANDARD) ? tag.slice(STANDARD.length) : '';
  return Object.hasOwn(SCALAR_TAGS, name) ? SCALAR_TAGS[name]?.(text) : undefined;
}

function resolveTimestamp(text: string): string | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace('Z', '+00:00');
}
