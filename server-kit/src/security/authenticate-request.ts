import type { IncomingMessage } from 'node:http';
import type { Authenticator } from './authenticator.ts';
import { parseBasicCredentials } from './basic-credentials.ts';
import type { IdentifyCertificate } from './client-certificates.ts';
import { anyone, type Principal } from './principal.ts';
import type { VerifyToken } from './tokens/token-verifier.ts';

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

/** Authentication by all means together. What a caller says in the request counts before its certificate. */
export function createRequestAuthentication(means: AuthenticationMeans): AuthenticateRequest {
  const { authenticator, verifyToken, identifyCertificate } = means;
  if (!authenticator.required) return () => anyone;
  return (request) => {
    const { authorization } = request.headers;
    if (authorization === undefined) return identifyCertificate?.(request);
    const token = bearerTokenOf(authorization);
    if (token !== undefined) return verifyToken?.(token);
    const credentials = parseBasicCredentials(authorization);
    return credentials && authenticator.authenticate(credentials);
  };
}

/** The token of an `Authorization: Bearer` header (RFC 6750, 2.1). */
function bearerTokenOf(header: string): string | undefined {
  return /^bearer +([\w.~+/-]+=*) *$/i.exec(header)?.[1];
}
