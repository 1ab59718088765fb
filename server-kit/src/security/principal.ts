import type { IncomingMessage } from 'node:http';

/** Who a caller proved to be. */
export interface Principal {
  readonly name: string;
  readonly roles: readonly string[];
}

/** The caller of a server without credentials: everybody may do everything. */
export const anyone: Principal = Object.freeze({ name: 'anonymous', roles: Object.freeze([]) });

const principals = new WeakMap<IncomingMessage, Principal>();

/** Notes who sent a request. */
export function rememberPrincipal(request: IncomingMessage, principal: Principal): void {
  principals.set(request, principal);
}

/** Who sent the request; undefined when the caller gave no credentials on a route that needs none. */
export function principalOf(request: IncomingMessage): Principal | undefined {
  return principals.get(request);
}
