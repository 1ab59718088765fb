import type { IncomingMessage } from 'node:http';
import type { Clock } from '@vernal/core';
import type { Authenticator } from './authenticator.ts';
import { parseBasicCredentials } from './basic-credentials.ts';
import type { IdentifyCertificate } from './client-certificates.ts';
import { anyone, type Principal } from './principal.ts';
import type { VerifyToken } from './tokens/token-verifier.ts';
import { type Verified, VerifiedPrincipals } from './verified-principals.ts';

/** Finds out who sends a request: anyone if no credentials are configured, undefined without good ones. */
export type AuthenticateRequest = (
  request: IncomingMessage,
) => Principal | undefined | Promise<Principal | undefined>;

/** The means by which callers prove who they are. */
export interface AuthenticationMeans {
  readonly authenticator: Authenticator;
  readonly verifyToken: VerifyToken | undefined;
  readonly identifyCertificate: IdentifyCertificate | undefined;
}

/**
 * Authentication by all means together. What a caller says in the request counts before its certificate. A header
 * that was good a moment ago is known by its digest as it stands, so that a heartbeat does not pay for reading it.
 */
export function createRequestAuthentication(
  means: AuthenticationMeans,
  clock: Clock,
): AuthenticateRequest {
  const { authenticator, identifyCertificate } = means;
  if (!authenticator.required) return () => anyone;
  const verified = new VerifiedPrincipals(clock);
  return (request) => {
    const { authorization } = request.headers;
    if (authorization === undefined) return identifyCertificate?.(request);
    return verified.find(authorization, () => verify(means, authorization));
  };
}

async function verify(
  { authenticator, verifyToken }: AuthenticationMeans,
  authorization: string,
): Promise<Verified | undefined> {
  const token = bearerTokenOf(authorization);
  if (token !== undefined) return verifyToken?.(token);
  const credentials = parseBasicCredentials(authorization);
  const principal = credentials && (await authenticator.authenticate(credentials));
  return principal && { principal, untilMs: Number.POSITIVE_INFINITY };
}

/** The token of an `Authorization: Bearer` header (RFC 6750, 2.1). */
function bearerTokenOf(header: string): string | undefined {
  return /^bearer +([\w.~+/-]+=*) *$/i.exec(header)?.[1];
}
