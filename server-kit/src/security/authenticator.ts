import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '@vernal/core';
import type { Credentials } from './basic-credentials.ts';
import type { PasswordRule } from './password.ts';
import type { Principal } from './principal.ts';

/** A user that may call this server. */
export interface User extends Principal {
  readonly password: PasswordRule;
}

/** Tells who a caller is. HTTP and MQTT share it. */
export interface Authenticator {
  /** False when no credentials are configured: then everybody may do everything. */
  readonly required: boolean;
  /**
   * The user, or undefined for a wrong name or password. Answers at once for credentials that were verified
   * during the last minute; a slow hash is compared off the event loop.
   */
  authenticate(credentials: Credentials): Principal | undefined | Promise<Principal | undefined>;
}

const KEPT_MS = 60_000;
const KEPT_AT_MOST = 1_000;

interface Verified {
  readonly principal: Principal;
  readonly untilMs: number;
}

/** An authenticator over a fixed list of users. What it keeps of verified credentials is a keyed digest only. */
export function createAuthenticator(users: readonly User[], clock: Clock): Authenticator {
  const byName = new Map(users.map((user) => [user.name, user]));
  const key = randomBytes(32);
  const verified = new Map<string, Verified>();
  const underWay = new Map<string, Promise<Principal | undefined>>();

  function digest({ name, password }: Credentials): string {
    return createHmac('sha256', key).update(`${name}\0${password}`).digest('base64');
  }

  function keep(id: string, principal: Principal): void {
    if (verified.size >= KEPT_AT_MOST) {
      const oldest = verified.keys().next().value;
      if (oldest !== undefined) verified.delete(oldest);
    }
    verified.set(id, { principal, untilMs: clock.now() + KEPT_MS });
  }

  async function verify(
    id: string,
    { name, password }: Credentials,
  ): Promise<Principal | undefined> {
    const user = byName.get(name);
    // An unknown name costs as much as a known one, so that names can't be guessed by timing.
    const rule = user?.password ?? users[0]?.password;
    const matches = (await rule?.matches(password)) ?? false;
    if (user === undefined || !matches) return undefined;
    keep(id, user);
    return user;
  }

  return {
    required: users.length > 0,
    authenticate(credentials) {
      const id = digest(credentials);
      const known = verified.get(id);
      if (known !== undefined && known.untilMs > clock.now()) return known.principal;
      verified.delete(id);
      const current = underWay.get(id);
      if (current !== undefined) return current;
      const started = verify(id, credentials).finally(() => underWay.delete(id));
      underWay.set(id, started);
      return started;
    },
  };
}
