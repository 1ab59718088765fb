/** A JSON object whose members are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses JSON without throwing; undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A scalar as text: senders mix strings, numbers and booleans (eureka-protocol 2.3). */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
}

/** A whole number sent as number or as string; undefined when absent or unreadable. `-0` is 0, as it is written. */
export function integerOf(value: unknown): number | undefined {
  const isWritten = typeof value === 'string' && /^-?\d{1,16}$/.test(value);
  const number = isWritten ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number + 0 : undefined;
}

/** As integerOf, within what Java's `int` holds: a larger one breaks every strict reader (eureka-protocol 2.6). */
export function javaIntOf(value: unknown): number | undefined {
  const number = integerOf(value);
  return number === undefined || (number | 0) !== number ? undefined : number;
}

/** A flag sent as boolean or as string in any case. */
export function flagOf(value: unknown): boolean | undefined {
  const text = textOf(value)?.toLowerCase();
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

/** Old servers and JavaScript clients write a list of one as the element itself (eureka-protocol 2.6). */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}
