import type { Clock, Logger } from '@vernal/core';
import {
  type AuthenticateRequest,
  createRequestAuthentication,
} from '../security/authenticate-request.ts';
import { type Authenticator, createAuthenticator } from '../security/authenticator.ts';
import { createCertificateIdentification } from '../security/client-certificates.ts';
import type { SecuritySettings } from '../security/configured-security.ts';
import type { TokenSettings } from '../security/tokens/configured-tokens.ts';
import type { VerifyToken } from '../security/tokens/token-verifier.ts';
import type { TlsSettings } from '../tls/configured-tls.ts';

/** How a daemon finds out who calls it. */
export interface DaemonSecurity {
  readonly authenticator: Authenticator;
  readonly authenticate: AuthenticateRequest;
  /** The value of `WWW-Authenticate` in a 401. */
  readonly challenge: string;
}

interface Ground {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Whether callers must say who they are. */
export function needsLogin(
  { users, tokens }: SecuritySettings,
  tls: TlsSettings | undefined,
): boolean {
  return users.length > 0 || tokens !== undefined || asksForCertificates(tls);
}

/** Puts together all means of authentication that the options name. */
export async function createDaemonSecurity(
  security: SecuritySettings,
  tls: TlsSettings | undefined,
  ground: Ground,
): Promise<DaemonSecurity> {
  const { users, tokens, certificates } = security;
  const authenticator = createAuthenticator(users, ground.clock, needsLogin(security, tls));
  return {
    authenticator,
    authenticate: createRequestAuthentication(
      {
        authenticator,
        verifyToken: tokens && (await loadTokenVerifier(tokens, ground)),
        identifyCertificate: asksForCertificates(tls)
          ? createCertificateIdentification(certificates)
          : undefined,
      },
      ground.clock,
    ),
    challenge: challengeOf(security),
  };
}

function asksForCertificates(tls: TlsSettings | undefined): boolean {
  return tls !== undefined && tls.clientAuth !== 'none';
}

/** The library for tokens is loaded only where they are used. */
async function loadTokenVerifier(settings: TokenSettings, ground: Ground): Promise<VerifyToken> {
  const { createTokenVerifier } = await import('../security/tokens/token-verifier.ts');
  return createTokenVerifier(settings, ground);
}

/** What a caller may answer a 401 with; a browser asks for a password where there are any. */
function challengeOf({ users, tokens }: SecuritySettings): string {
  const basic = 'Basic realm="Realm"';
  if (tokens === undefined) return basic;
  return users.length > 0 ? `${basic}, Bearer` : 'Bearer';
}
