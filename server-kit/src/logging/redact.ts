import type { LogFields } from '@vernal/core';

const MASK = '******';
const SECRET_NAME =
  /^(?:authorization|cookie|set-cookie|x-config-token|x-encrypt-key)$|password|secret|token|credential/i;
const USER_INFO = /(\b[a-z][a-z0-9+.-]*:\/\/)[^/?#\s@]+@/gi;
const MAX_DEPTH = 4;

/** The fields of a log line as they may be written: secrets masked, errors as type, message and stack. */
export function redactFields(fields: LogFields): Record<string, unknown> {
  return redactMembers(fields, 0);
}

/** A text without the user name and password of the URLs in it. */
export function redactText(text: string): string {
  return text.includes('@') ? text.replace(USER_INFO, `$1${MASK}@`) : text;
}

function redactMembers(members: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]: [string, unknown]) => [
      name,
      SECRET_NAME.test(name) && value !== undefined ? MASK : redactValue(value, depth + 1),
    ]),
  );
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value instanceof Error) return describeError(value, depth);
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  if (depth >= MAX_DEPTH) return '...';
  return Array.isArray(value)
    ? value.map((element: unknown) => redactValue(element, depth + 1))
    : redactMembers(value, depth);
}

function describeError(error: Error, depth: number): Record<string, unknown> {
  return {
    type: error.name,
    message: redactText(error.message),
    ...('code' in error && { code: error.code }),
    stack_trace: redactText(error.stack ?? ''),
    ...(error.cause !== undefined &&
      depth < MAX_DEPTH && { cause: redactValue(error.cause, depth + 1) }),
  };
}
