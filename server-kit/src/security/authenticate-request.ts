import type { IncomingMessage } from 'node:http';
import type { Authenticator } from './authenticator.ts';
import { parseBasicCredentials } from './basic-credentials.ts';
import { anyone, type Principal } from './principal.ts';

/** Finds out who sends a request: anyone if no credentials are configured, undefined without good ones. */
export type AuthenticateRequest = (
  request: IncomingMessage,
) => Principal | undefined | Promise<Principal | undefined>;

/** Authentication by all means that are configured. */
export function createRequestAuthentication(authenticator: Authenticator): AuthenticateRequest {
  if (!authenticator.required) return () => anyone;
  return (request) => {
    const credentials = parseBasicCredentials(request.headers.authorization);
    return credentials === undefined ? undefined : authenticator.authenticate(credentials);
  };
}
