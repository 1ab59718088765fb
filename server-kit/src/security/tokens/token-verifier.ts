import { createPublicKey } from 'node:crypto';
import { type Clock, type Logger, messageOf, VernalError } from '@vernal/core';
import { type JWTVerifyGetKey, jwtVerify } from 'jose';
import { readResource } from '../../configuration/resource-location.ts';
import type { Verified } from '../verified-principals.ts';
import type { KeySource, TokenSettings } from './configured-tokens.ts';
import { keysAt, keysOf } from './fetch-keys.ts';
import { RemoteKeys } from './remote-keys.ts';
import { tokenRights } from './token-rights.ts';

/** Tells who a bearer token belongs to, and until when; undefined for one that is not good. Never rejects. */
export type VerifyToken = (token: string) => Promise<Verified | undefined>;

/** What checking tokens needs. */
interface TokenGround {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Clocks of issuers may be off by this much, as in Spring. */
const CLOCK_SKEW_S = 60;

/**
 * Checks JSON Web Tokens. Every token must end some time.
 *
 * @throws VernalError `OPTIONS_UNREADABLE_FILE` or `OPTIONS_BAD_PUBLIC_KEY`
 */
export async function createTokenVerifier(
  settings: TokenSettings,
  ground: TokenGround,
): Promise<VerifyToken> {
  const { clock, logger } = ground;
  const findKey = await keyFinder(settings.keys, ground);
  const rules = {
    algorithms: [...settings.algorithms],
    clockTolerance: CLOCK_SKEW_S,
    requiredClaims: ['exp', 'sub'],
    ...(settings.issuer !== undefined && { issuer: settings.issuer }),
    ...(settings.audiences.length > 0 && { audience: [...settings.audiences] }),
  };

  return async (token) => {
    try {
      const currentDate = new Date(clock.now());
      const { payload } = await jwtVerify(token, findKey, { ...rules, currentDate });
      const { sub: name = '', exp = 0 } = payload;
      const principal = { name, ...tokenRights(payload, settings.rolesClaims) };
      return { principal, untilMs: (exp + CLOCK_SKEW_S) * 1_000 };
    } catch (error) {
      logger.debug('a bearer token is not good', { error: messageOf(error) });
      return undefined;
    }
  };
}

async function keyFinder(source: KeySource, ground: TokenGround): Promise<JWTVerifyGetKey> {
  if (source.kind === 'jwks') return new RemoteKeys(keysAt(source.url), ground).find;
  if (source.kind === 'issuer') return new RemoteKeys(keysOf(source.issuer), ground).find;
  const property = 'spring.security.oauth2.resourceserver.jwt.public-key-location';
  const pem = await readResource(property, source.location);
  try {
    const key = createPublicKey(pem);
    return () => key;
  } catch (error) {
    const problem = `${property}: is not a public key in PEM: ${messageOf(error)}`;
    throw new VernalError('OPTIONS_BAD_PUBLIC_KEY', problem, { cause: error });
  }
}
