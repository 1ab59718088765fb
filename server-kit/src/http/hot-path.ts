import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Answers what a fleet sends all day from prepared bytes, before the general router runs and after
 * authentication (design decision 3). Returns false, having touched nothing, when the request is not its own.
 */
export type HotPath = (request: IncomingMessage, response: ServerResponse) => boolean;
