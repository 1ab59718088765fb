import { fail, type Outcome, type Secret, succeed } from '@vernal/core';
import type { OptionProblem } from '@vernal/core/options';
import type { User } from './authenticator.ts';
import { configuredRights, limitedToRoles } from './configured-rights.ts';
import { passwordRule } from './password.ts';
import type { Rights } from './rights.ts';
import type { SecurityOptions } from './security-options.ts';

interface ConfiguredUser {
  readonly property: string;
  readonly name: string;
  readonly password: Secret | undefined;
  readonly rights: Outcome<Rights, OptionProblem>;
}

/** The users of the options, or everything that is wrong with them. */
export function configuredUsers(
  options: SecurityOptions,
): Outcome<readonly User[], readonly OptionProblem[]> {
  const users: User[] = [];
  const problems: OptionProblem[] = [];
  for (const configured of listUsers(options)) {
    const user = readUser(configured);
    if (user.ok) users.push(user.value);
    else problems.push(user.problem);
  }
  return problems.length > 0 ? fail(problems) : succeed(users);
}

function listUsers(options: SecurityOptions): readonly ConfiguredUser[] {
  const more = options.users.map(({ name, password, ...rights }, index) => {
    const property = `vernal.security.users[${index}]`;
    return { property, name, password, rights: configuredRights(property, rights) };
  });
  if (options.userName === undefined && options.userPassword === undefined) return more;
  return [
    {
      property: 'spring.security.user',
      // Spring's name for the one user when only a password is given.
      name: options.userName ?? 'user',
      password: options.userPassword,
      rights: succeed(limitedToRoles(options.userRoles)),
    },
    ...more,
  ];
}

function readUser({
  property,
  name,
  password,
  rights,
}: ConfiguredUser): Outcome<User, OptionProblem> {
  if (name === '' || name.includes(':')) {
    return fail({ property: `${property}.name`, problem: 'must be a text without a colon' });
  }
  if (password === undefined)
    return fail({ property: `${property}.password`, problem: 'is missing' });
  const rule = passwordRule(password);
  if (!rule.ok) return fail({ property: `${property}.password`, problem: rule.problem });
  return rights.ok ? succeed({ name, password: rule.value, ...rights.value }) : rights;
}
