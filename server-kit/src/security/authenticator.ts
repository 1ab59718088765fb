import { type Clock, VernalError } from '@vernal/core';
import type { Credentials } from './basic-credentials.ts';
import { BoundedQueue } from './bounded-queue.ts';
import type { PasswordRule } from './password.ts';
import type { Principal } from './principal.ts';
import { type Verified, VerifiedPrincipals } from './verified-principals.ts';

/** A user that may call this server. */
export interface User extends Principal {
  readonly password: PasswordRule;
}

/** Tells who a caller with a name and a password is. HTTP and MQTT share it. */
export interface Authenticator {
  /** False when no credentials of any kind are configured: then everybody may do everything. */
  readonly required: boolean;
  /**
   * The user, or undefined for a wrong name or password. Answers at once for credentials that were verified
   * during the last minute; a slow hash is compared off the event loop, a few at a time.
   *
   * @throws VernalError `SECURITY_BUSY` when too many comparisons wait
   */
  authenticate(credentials: Credentials): Principal | undefined | Promise<Principal | undefined>;
}

/** One of the four threads that Node compares, reads and compresses on is left to others. */
const COMPARISONS = { atOnce: 3, waiting: 64 };

/**
 * An authenticator over a fixed list of users.
 *
 * @param required whether callers must log in; by default if there are users
 */
export function createAuthenticator(
  users: readonly User[],
  clock: Clock,
  required = users.length > 0,
): Authenticator {
  const byName = new Map(users.map((user) => [user.name, user]));
  const verified = new VerifiedPrincipals(clock);
  const comparisons = new BoundedQueue(COMPARISONS);

  function compare(rule: PasswordRule, given: string): boolean | Promise<boolean> {
    if (!rule.slow) return rule.matches(given);
    const comparison = comparisons.run(async () => rule.matches(given));
    if (comparison !== undefined) return comparison;
    throw new VernalError('SECURITY_BUSY', 'too many passwords wait to be compared');
  }

  async function verify({ name, password }: Credentials): Promise<Verified | undefined> {
    const user = byName.get(name);
    // An unknown name costs as much as a known one, so that names can't be guessed by timing.
    const rule = user?.password ?? users[0]?.password;
    const matches = rule !== undefined && (await compare(rule, password));
    return user !== undefined && matches ? { principal: user, untilMs: Infinity } : undefined;
  }

  return {
    required,
    authenticate: (credentials) =>
      verified.find(`${credentials.name}\0${credentials.password}`, () => verify(credentials)),
  };
}
