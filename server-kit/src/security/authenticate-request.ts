import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
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

/** What a connection said last, when that was good; gone with the connection. */
interface LastWord {
  readonly authorization: string;
  readonly verified: Verified;
}

/**
 * Authentication by all means together. What a caller says in the request counts before its certificate. A header
 * that was good a moment ago is not read again: it is known by its digest, or by what the connection said last.
 */
export function createRequestAuthentication(
  means: AuthenticationMeans,
  clock: Clock,
): AuthenticateRequest {
  const { authenticator, identifyCertificate } = means;
  if (!authenticator.required) return () => anyone;
  const verified = new VerifiedPrincipals(clock);
  const lastWords = new WeakMap<Socket, LastWord>();
  return (request) => {
    const { headers, socket } = request;
    const { authorization } = headers;
    if (authorization === undefined) return identifyCertificate?.(request);
    const last = lastWords.get(socket);
    if (last?.authorization === authorization && last.verified.untilMs > clock.now()) {
      return last.verified.principal;
    }
    const known = verified.recall(authorization);
    if (known === undefined)
      return verified.find(authorization, () => verify(means, authorization));
    lastWords.set(socket, { authorization, verified: known });
    return known.principal;
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
