/**
 * A property name in segments as it was written: `my.service[0].other` is `my`, `service`, `0`, `other`.
 * Brackets keep what they hold, so `headers[x.y]` is `headers`, `x.y`.
 */
export type PropertyName = readonly string[];

/** Splits a written name. Never throws; a name without any letter has no segments. */
export function parsePropertyName(text: string): PropertyName {
  return [...text.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map((match) => match[1] ?? match[0]);
}

/**
 * The form in which names are compared: dashes, underscores and case don't count, `[0]` and `.0` are the
 * same (client-sdk 3.2).
 */
export function uniformName(name: PropertyName): string {
  return name.map(uniformSegment).join('.');
}

/** One segment as it is compared: letters and digits only, in lower case. */
export function uniformSegment(segment: string): string {
  return segment.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Whether a segment is the index of a list element. */
export function isIndex(segment: string): boolean {
  return /^\d{1,6}$/.test(segment);
}

/** The name as it is shown: segments joined by dots, indexes in brackets. */
export function formatPropertyName(name: PropertyName): string {
  return name
    .map((segment) => (isIndex(segment) ? `[${segment}]` : `.${segment}`))
    .join('')
    .replace(/^\./, '');
}

/**
 * The names of the environment variables that bind to a property, in lower case, the most usual first:
 * dashes dropped, then dashes as underscores. `my.service[0].other` is `my_service_0_other`.
 */
export function environmentNames(name: PropertyName): readonly string[] {
  const joined = name.join('_').toLowerCase();
  return [...new Set([joined.replaceAll('-', ''), joined.replaceAll('-', '_')])];
}
