/**
 * How a call failed below HTTP. `unsent`: no connection, so the request can't have been seen.
 * `interrupted`: the connection broke, and nobody knows whether the request was carried out.
 */
export type ConnectionFailure = 'unsent' | 'interrupted';

const UNSENT: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const INTERRUPTED: ReadonlySet<unknown> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
]);
const MAX_DEPTH = 5;

/** Undefined for anything but a failed connection, an HTTP answer of any status included (client-sdk 20). */
export function connectionFailure(error: unknown, depth = 0): ConnectionFailure | undefined {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return undefined;
  const code = memberOf(error, 'code');
  if (UNSENT.has(code) || isConnecting(error, code)) return 'unsent';
  if (INTERRUPTED.has(code)) return 'interrupted';
  return connectionFailure(memberOf(error, 'cause'), depth + 1);
}

/** A timeout counts as unsent when it was the connection that did not come about. */
function isConnecting(error: object, code: unknown): boolean {
  return code === 'ETIMEDOUT' && memberOf(error, 'syscall') === 'connect';
}

function memberOf(error: object, name: string): unknown {
  return Reflect.get(error, name);
}
