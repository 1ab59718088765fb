import { fail, type Outcome, succeed } from '@vernal/core';
import type { OptionProblem } from '@vernal/core/options';
import { limitedTo } from './applications.ts';
import { parseReadRule } from './read-rules.ts';
import type { ReadRule, Rights } from './rights.ts';
import { findRole, ROLES } from './roles.ts';

/** Rights as they stand in the options. */
export interface ConfiguredRights {
  readonly roles: readonly string[];
  readonly applications: readonly string[];
  readonly reads: readonly string[];
}

/** Rights below a property; none limit nothing. One that can't be read is a problem: it would limit silently. */
export function configuredRights(
  property: string,
  { roles, applications, reads }: ConfiguredRights,
): Outcome<Rights, OptionProblem> {
  const unknown = roles.find((role) => findRole(role) === undefined);
  if (unknown !== undefined) {
    const problem = `${unknown} is none of ${ROLES.join(', ')}`;
    return fail({ property: `${property}.roles`, problem });
  }
  const rules: ReadRule[] = [];
  for (const text of reads) {
    const rule = parseReadRule(text);
    if (!rule.ok) return fail({ property: `${property}.reads`, problem: rule.problem });
    rules.push(rule.value);
  }
  const limits = rules.length === 0 ? {} : { reads: rules };
  return succeed({ ...limitedToRoles(roles), ...limitedTo(applications), ...limits });
}

/**
 * The roles that are ours. Without one of them nothing is limited: an existing `spring.security.user.roles=ADMIN`
 * says nothing here, and in Spring such a user may do everything.
 */
export function limitedToRoles(names: readonly string[]): Pick<Rights, 'roles'> {
  const roles = names.map(findRole).filter((role) => role !== undefined);
  return roles.length === 0 ? {} : { roles };
}
