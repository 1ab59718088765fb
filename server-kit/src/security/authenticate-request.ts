import type { IncomingMessage } from 'node:http';
import type { Authenticator } from './authenticator.ts';
import { parseBasicCredentials } from './basic-credentials.ts';
import { anyone, type Principal } from './principal.ts';

/** Who sends a request: anyone if no credentials are configured, undefined without good ones. */
export function authenticateRequest(
  request: IncomingMessage,
  authenticator: Authenticator,
): Principal | undefined | Promise<Principal | undefined> {
  if (!authenticator.required) return anyone;
  const credentials = parseBasicCredentials(request.headers.authorization);
  return credentials === undefined ? undefined : authenticator.authenticate(credentials);
}
