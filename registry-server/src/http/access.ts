import type { IncomingMessage } from 'node:http';
import {
  type AccessRule,
  hasAnyRole,
  maySpeakFor,
  type Principal,
  type Role,
} from '@vernal/server-kit';
import { originOf } from './cause.ts';
import { type EurekaPath, parseEurekaPath } from './eureka-path.ts';

/** What a caller needs for a request. */
interface Requirement {
  /** One of these. */
  readonly roles: readonly Role[];
  /** The application that it must be allowed to speak for; undefined: none is changed. */
  readonly application?: string;
}

/** Who may speak for some applications only may not do what touches any of them. */
const EVERY = '*';

const LIST: Requirement = { roles: ['reader', 'service', 'peer', 'operator'] };
const REPLICATE: Requirement = { roles: ['peer'], application: EVERY };
const LOOK: Requirement = { roles: ['reader', 'operator'] };
const OPERATE: Requirement = { roles: ['operator'], application: EVERY };
const CHANGE: readonly Role[] = ['service', 'operator'];

/** Who may do what with a registry (docs/security.md); asked only about callers whose rights are limited. */
export const registryAccess: AccessRule = (request, caller) =>
  satisfies(caller, requirementOf(request));

function satisfies(caller: Principal, { roles, application }: Requirement): boolean {
  if (!hasAnyRole(caller, roles)) return false;
  return application === undefined || maySpeakFor(caller, application);
}

function requirementOf(request: IncomingMessage): Requirement {
  const path = parseEurekaPath(request.url ?? '');
  if (path === undefined) return isReading(request) ? LOOK : OPERATE;
  return isReading(request) ? LIST : requirementOfChange(path, request);
}

/** A service changes its own instances, their status too: Java clients take overrides away themselves (6.5). */
function requirementOfChange({ segments }: EurekaPath, { headers }: IncomingMessage): Requirement {
  const [resource, application] = segments;
  if (resource === 'peerreplication') return REPLICATE;
  if (resource !== 'apps' || application === undefined) return OPERATE;
  return { roles: originOf(headers) === 'peer' ? REPLICATE.roles : CHANGE, application };
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}
