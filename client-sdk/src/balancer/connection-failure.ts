import { isIP } from 'node:net';
import type { Instance } from '../discovery/instance.ts';

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

/** Where a call was sent to. */
type Target = Pick<Instance, 'host' | 'port'>;

/**
 * Undefined for anything but a failed connection to the instance: for an HTTP answer of any status (client-sdk
 * 20), and for the failure of a server that the instance redirected to, after it had seen the request.
 */
export function connectionFailure(
  error: unknown,
  target: Target,
  depth = 0,
): ConnectionFailure | undefined {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return undefined;
  if (isElsewhere(error, target)) return undefined;
  const code = memberOf(error, 'code');
  if (UNSENT.has(code) || isConnecting(error, code)) return 'unsent';
  if (INTERRUPTED.has(code)) return 'interrupted';
  return connectionFailure(memberOf(error, 'cause'), target, depth + 1);
}

/** Errors of a socket name the address that they are about, those of a name look-up the name. */
function isElsewhere(error: object, { host, port }: Target): boolean {
  const about = (name: string, value: unknown): boolean =>
    [undefined, value].includes(memberOf(error, name));
  const sameAddress = isIP(host) !== 4 || about('address', host);
  return !(about('port', port) && about('hostname', host.toLowerCase()) && sameAddress);
}

/** A timeout counts as unsent when it was the connection that did not come about. */
function isConnecting(error: object, code: unknown): boolean {
  return code === 'ETIMEDOUT' && memberOf(error, 'syscall') === 'connect';
}

function memberOf(error: object, name: string): unknown {
  return Reflect.get(error, name);
}
