import type { Role } from './roles.ts';

/** Which configurations a caller may read; each member is a name, `PREFIX*` or `*`. */
export interface ReadRule {
  /** In upper case. */
  readonly application: string;
  readonly profile: string;
  readonly label: string;
}

/** What a caller may do. */
export interface Rights {
  /** What it may do; undefined: everything, as every user of a Spring server. */
  readonly roles?: readonly Role[];
  /** Names, in upper case, of the applications it may speak for; `ORDERS*` is a prefix. Undefined: all. */
  readonly applications?: readonly string[];
  /** What it may read of a config server; undefined: everything of its applications. */
  readonly reads?: readonly ReadRule[];
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
export function isLimited({ roles, applications, reads }: Rights): boolean {
  return [roles, applications, reads].some((limit) => limit !== undefined);
}
