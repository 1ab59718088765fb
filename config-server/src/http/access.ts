import type { IncomingMessage } from 'node:http';
import { type AccessRule, hasAnyRole, maySpeakFor, type Role } from '@vernal/server-kit';
import { flatFileNames } from './flat-file.ts';

/** What a caller needs for a request. */
interface Requirement {
  /** One of these. */
  readonly roles: readonly Role[];
  /** Applications whose properties the answer shows; the caller must be allowed all of them. */
  readonly applications: readonly string[];
}

const READ: readonly Role[] = ['reader', 'service', 'operator'];
const LOOK: Requirement = { roles: ['reader', 'operator'], applications: [] };
const OPERATE: Requirement = { roles: ['operator'], applications: [] };
const ENCRYPT: Requirement = { roles: ['encrypt'], applications: [] };

/** Whoever may not read everything may not read a path that names no application of its own. */
const NO_NAME = '';

/** By method and first segment, or the whole path; all other reading is of environments and files. */
const SPECIAL: Readonly<Record<string, Requirement>> = {
  'POST encrypt': ENCRYPT,
  'POST decrypt': { roles: ['decrypt'], applications: [] },
  'GET key': ENCRYPT,
  'GET encrypt/status': ENCRYPT,
  'POST monitor': { roles: ['push', 'operator'], applications: [] },
  'GET actuator': LOOK,
};

/** Who may do what with a config server (docs/security.md); asked only about callers whose rights are limited. */
export function configAccess(prefix: string): AccessRule {
  return (request, caller) => {
    const { roles, applications } = requirementOf(request, prefix);
    return hasAnyRole(caller, roles) && applications.every((name) => maySpeakFor(caller, name));
  };
}

function requirementOf(request: IncomingMessage, prefix: string): Requirement {
  const segments = segmentsOf(request.url ?? '', prefix);
  const method = isReading(request) ? 'GET' : request.method;
  const special = SPECIAL[`${method} ${segments[0]}`] ?? SPECIAL[`${method} ${segments.join('/')}`];
  if (special !== undefined) return special;
  return method === 'GET' ? { roles: READ, applications: applicationsOf(segments) } : OPERATE;
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** `/orders,billing/dev`, `/orders-dev.yml` and `/main/orders-dev.yml` name applications; each counts. */
function applicationsOf(segments: readonly string[]): readonly string[] {
  const [first, last = first] = segments;
  const file = segments.length <= 2 ? flatFileNames(last ?? NO_NAME) : undefined;
  return (file?.name ?? first ?? NO_NAME).split(',');
}

function segmentsOf(url: string, prefix: string): readonly string[] {
  const [path = ''] = url.split('?', 1);
  const inner = prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
  return inner
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodedSegment);
}

function decodedSegment(segment: string): string {
  const [text = ''] = segment.split(';', 1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
