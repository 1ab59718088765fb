import { limitedTo } from '../applications.ts';
import { parseReadRule } from '../read-rules.ts';
import type { Rights } from '../rights.ts';
import { findRole } from '../roles.ts';

type Claims = Readonly<Record<string, unknown>>;

/**
 * What a token allows: nothing but the roles that it names. Without the claim `applications` all names, without
 * `reads` all their configurations.
 */
export function tokenRights(claims: Claims, rolesClaims: readonly string[]): Rights {
  const found = rolesClaims.map((path) => claimAt(claims, path)).find((one) => one !== undefined);
  const roles = textsOf(found).map(findRole);
  return {
    roles: roles.filter((role) => role !== undefined),
    ...applicationsOf(claims),
    ...readsOf(claims),
  };
}

/** An empty list, or a value that is no list, allows no name at all. */
function applicationsOf({ applications }: Claims): Pick<Rights, 'applications'> {
  return applications === undefined
    ? {}
    : { applications: [], ...limitedTo(textsOf(applications)) };
}

/** What is no rule allows nothing. */
function readsOf({ reads }: Claims): Pick<Rights, 'reads'> {
  if (reads === undefined) return {};
  const rules = textsOf(reads).map(parseReadRule);
  return { reads: rules.flatMap((rule) => (rule.ok ? [rule.value] : [])) };
}

/** `a.b` is the claim of that name, or `b` within `a`. */
function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split('.').reduce<unknown>(memberOf, claims);
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

/** A list of texts, or one text with spaces, as `scope` is written (RFC 8693, 4.2). */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(' ').filter((text) => text !== '');
  if (!Array.isArray(value)) return [];
  const elements: readonly unknown[] = value;
  return elements.filter((element) => typeof element === 'string');
}
