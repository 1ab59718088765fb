import type { IncomingMessage, ServerResponse } from 'node:http';
import { PROBLEM_HEADER } from '@vernal/protocol/config';
import type { PreparedAnswer } from '../environments/prepared-answer.ts';

/**
 * Writes a prepared answer, or 304 when the client has it. HEAD gets the headers alone.
 *
 * @param problem text of the problem header, if any
 */
export function sendPrepared(
  request: IncomingMessage,
  response: ServerResponse,
  answer: PreparedAnswer,
  problem: string | undefined,
): void {
  const headers: Record<string, string | number> = { etag: answer.etag };
  if (problem !== undefined) headers[PROBLEM_HEADER] = problem;
  if (request.headers['if-none-match'] === answer.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  headers['content-type'] = answer.contentType;
  headers['content-length'] = answer.body.length;
  response.writeHead(200, headers);
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}
