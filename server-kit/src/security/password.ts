import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { fail, type Outcome, type Secret, succeed } from '@vernal/core';

/** How a configured password is compared with a given one. */
export interface PasswordRule {
  /** Whether comparing takes long enough to be kept off the event loop. */
  readonly slow: boolean;
  matches(given: string): boolean | Promise<boolean>;
}

/** Version, cost, and 22 + 31 characters of salt and hash. */
const BCRYPT_HASH = /^\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}$/;

const digestKey = randomBytes(32);

/**
 * Reads a password as Spring writes it: plain, `{noop}plain` or `{bcrypt}hash`. The problem names the prefix
 * that is not known, never the password.
 */
export function passwordRule(configured: Secret): Outcome<PasswordRule, string> {
  const [, id, rest = ''] = /^\{([^}]*)\}(.*)$/s.exec(configured.reveal()) ?? [
    undefined,
    'noop',
    configured.reveal(),
  ];
  if (id === 'noop') return succeed({ slow: false, matches: (given) => sameText(given, rest) });
  if (id === 'bcrypt') {
    if (!BCRYPT_HASH.test(rest)) return fail('is not a bcrypt hash');
    return succeed({ slow: true, matches: (given) => matchesBcrypt(given, rest) });
  }
  return fail(`{${id}} is not a known kind of password; use {noop} or {bcrypt}`);
}

/** Compares in a time that depends on neither text. */
function sameText(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHmac('sha256', digestKey).update(text).digest();
}

/** bcrypt works on a thread of its own; it is loaded when the first such password is checked. */
async function matchesBcrypt(given: string, hash: string): Promise<boolean> {
  const { default: bcrypt } = await import('bcrypt');
  return bcrypt.compare(given, hash);
}
