import type { IncomingMessage } from 'node:http';
import type { Rights } from './rights.ts';

/** Who a caller proved to be, and what it may do. */
export interface Principal extends Rights {
  readonly name: string;
}

/** The caller of a server without credentials: everybody may do everything. */
export const anyone: Principal = Object.freeze({ name: 'anonymous' });

const principals = new WeakMap<IncomingMessage, Principal>();

/** Notes who sent a request. */
export function rememberPrincipal(request: IncomingMessage, principal: Principal): void {
  principals.set(request, principal);
}

/** Who sent the request; undefined when the caller gave no credentials on a route that needs none. */
export function principalOf(request: IncomingMessage): Principal | undefined {
  return principals.get(request);
}
