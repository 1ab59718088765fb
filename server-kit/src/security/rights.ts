import type { Role } from './roles.ts';

/** What a caller may do. */
export interface Rights {
  /** What it may do; undefined: everything, as every user of a Spring server. */
  readonly roles?: readonly Role[];
  /** Names, in upper case, of the applications it may speak for; `ORDERS*` is a prefix. Undefined: all. */
  readonly applications?: readonly string[];
}

/** Whether a caller has a role. One whose rights are not limited has all of them. */
export function hasRole({ roles }: Rights, role: Role): boolean {
  return roles === undefined || roles.includes(role);
}

/** Whether a caller has at least one of the roles. */
export function hasAnyRole({ roles }: Rights, wanted: readonly Role[]): boolean {
  return roles === undefined || roles.some((role) => wanted.includes(role));
}

/** Whether there is anything that a caller may not do. */
export function isLimited({ roles, applications }: Rights): boolean {
  return roles !== undefined || applications !== undefined;
}
