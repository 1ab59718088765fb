import type { IncomingMessage } from 'node:http';
import { type AccessRule, hasAnyRole, type Principal, type Role } from '@vernal/server-kit';
import type { ReadingRules } from './reading-rules.ts';
import { requestedReading } from './requested-reading.ts';

const READ: readonly Role[] = ['reader', 'service', 'operator'];
const LOOK: readonly Role[] = ['reader', 'operator'];
const OPERATE: readonly Role[] = ['operator'];
const ENCRYPT: readonly Role[] = ['encrypt'];
const CONVERSIONS: ReadonlyMap<string, readonly Role[]> = new Map([
  ['encrypt', ENCRYPT],
  ['decrypt', ['decrypt']],
]);

/** Other spellings of a path (absolute, with a fragment or a backslash) are no service's and could mean two things. */
const PLAIN_URL = /^\/[!"$-[\]-~]*$/;

/** What decides about a request. */
export interface ConfigAccessParts {
  /** `spring.cloud.config.server.prefix`: what clients ask for stands below it. */
  readonly prefix: string;
  readonly rules: ReadingRules;
}

/** Who may do what with a config server (docs/security.md); asked only about callers whose rights are limited. */
export function configAccess({ prefix, rules }: ConfigAccessParts): AccessRule {
  return (request, caller) => {
    const url = request.url ?? '';
    if (!PLAIN_URL.test(url)) return false;
    const method = isReading(request) ? 'GET' : request.method;
    const special = serverRoles(method, segmentsOf(url)) ?? keyRoles(method, below(prefix, url));
    if (special !== undefined) return hasAnyRole(caller, special);
    return method === 'GET'
      ? hasAnyRole(caller, READ) && isReadable(rules, caller, below(prefix, url))
      : hasAnyRole(caller, OPERATE);
  };
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** The server's own path, in any case, as its router takes it. */
function serverRoles(
  method: string | undefined,
  [first = '']: readonly string[],
): readonly Role[] | undefined {
  return method === 'GET' && first.toLowerCase() === 'actuator' ? LOOK : undefined;
}

/** Paths of the keys, as they are written: their router tells cases apart. */
function keyRoles(method: string | undefined, url: string): readonly Role[] | undefined {
  const segments = segmentsOf(url);
  const [first] = segments;
  if (method === 'POST') return CONVERSIONS.get(first ?? '');
  const isKey = first === 'key' && (segments.length === 1 || segments.length === 3);
  const isStatus = segments.join('/') === 'encrypt/status';
  return method === 'GET' && (isKey || isStatus) ? ENCRYPT : undefined;
}

/** What no route answers is refused: whoever may not read everything need not learn what is there. */
function isReadable(rules: ReadingRules, caller: Principal, url: string): boolean {
  if (caller.applications === undefined && caller.reads === undefined) return true;
  const reading = requestedReading(url);
  return reading !== undefined && rules.allows(caller, reading);
}

function segmentsOf(url: string): readonly string[] {
  const [path = ''] = url.split('?', 1);
  return path.slice(1).split('/');
}

/** The router takes the prefix in any case. */
function below(prefix: string, url: string): string {
  const isBelow = prefix !== '' && url.toLowerCase().startsWith(`${prefix.toLowerCase()}/`);
  return isBelow ? url.slice(prefix.length) : url;
}
