import { fail, type Outcome, succeed } from '@vernal/core';
import type { OptionProblem } from '@vernal/core/options';
import type { User } from './authenticator.ts';
import type { CertificateRule } from './client-certificates.ts';
import { configuredRights } from './configured-rights.ts';
import { configuredUsers } from './configured-users.ts';
import type { SecurityOptions } from './security-options.ts';
import { configuredTokens, type TokenSettings } from './tokens/configured-tokens.ts';

/** Who may call a daemon, and how callers prove who they are. */
export interface SecuritySettings {
  readonly users: readonly User[];
  /** Undefined: no bearer tokens. */
  readonly tokens: TokenSettings | undefined;
  readonly certificates: readonly CertificateRule[];
}

/** What the options say of security, or everything that is wrong. */
export function configuredSecurity(
  options: SecurityOptions,
): Outcome<SecuritySettings, readonly OptionProblem[]> {
  const users = configuredUsers(options);
  const tokens = configuredTokens(options);
  const certificates = configuredCertificates(options);
  if (users.ok && tokens.ok && certificates.ok) {
    return succeed({
      users: users.value,
      tokens: tokens.value,
      certificates: certificates.value,
    });
  }
  return fail([users, tokens, certificates].flatMap((bound) => (bound.ok ? [] : bound.problem)));
}

function configuredCertificates({
  certificates,
}: SecurityOptions): Outcome<readonly CertificateRule[], readonly OptionProblem[]> {
  const rules: CertificateRule[] = [];
  const problems: OptionProblem[] = [];
  for (const [index, { name, ...configured }] of certificates.entries()) {
    const property = `vernal.security.certificates[${index}]`;
    const rights = configuredRights(property, configured);
    if (name === '') problems.push({ property: `${property}.name`, problem: 'is missing' });
    else if (rights.ok) rules.push({ name, rights: rights.value });
    else problems.push(rights.problem);
  }
  return problems.length > 0 ? fail(problems) : succeed(rules);
}
