import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Clock } from '@vernal/core';
import { errorMediaType } from './error-media-type.ts';

/** An error to be answered. */
export interface ErrorAnswer {
  readonly status: number;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Writes error answers in the form that the path needs. */
export type AnswerError = (response: ServerResponse, answer: ErrorAnswer) => void;

/**
 * Spring Boot's error JSON (`timestamp`, `status`, `error`, `path`). No body and no content type for callers who
 * do not take JSON, and below `emptyBelow`, because Eureka's clients choke on one (eureka-protocol 1.7).
 */
export function createErrorAnswers(clock: Clock, emptyBelow: readonly string[]): AnswerError {
  return (response, { status, path, headers = {} }) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    // What is left of a body that is too large is not read: the connection ends with the answer.
    if (status === 413) response.setHeader('connection', 'close');
    const mediaType = errorMediaType(response.req);
    if (mediaType === undefined || emptyBelow.some((prefix) => isBelow(path, prefix))) {
      response.setHeader('content-length', 0);
      response.end();
      return;
    }
    const timestamp = new Date(clock.now()).toISOString();
    const body = JSON.stringify({
      timestamp,
      status,
      error: STATUS_CODES[status] ?? 'Error',
      path,
    });
    response.setHeader('content-type', mediaType);
    response.setHeader('content-length', Buffer.byteLength(body));
    response.end(response.req.method === 'HEAD' ? undefined : body);
  };
}

function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}
