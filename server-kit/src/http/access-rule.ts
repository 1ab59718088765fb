import type { IncomingMessage } from 'node:http';
import type { Principal } from '../security/principal.ts';

/**
 * Whether a caller may send a request; false is answered with 403. Asked before the hot path and the routes, and
 * only about callers whose rights are limited: for all others it costs nothing.
 */
export type AccessRule = (request: IncomingMessage, caller: Principal) => boolean;
