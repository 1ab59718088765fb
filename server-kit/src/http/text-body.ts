import { type Request, type RequestHandler, text } from 'express';
import { HttpProblem } from './http-problem.ts';

/** What {@link textBody} accepts. */
export interface TextBodyOptions {
  /** After decompression. A larger body is answered with 413. */
  readonly limitBytes: number;
}

/**
 * Reads a request body of any content type as text, plain or compressed with gzip, deflate or br. No more than
 * the limit is ever held: one that is announced as longer is refused before it is read, of any other the rest is
 * read and dropped.
 */
export function textBody({ limitBytes }: TextBodyOptions): RequestHandler {
  const read = text({ type: () => true, limit: limitBytes, inflate: true });
  return (request, response, next) => {
    if (Number(request.headers['content-length']) > limitBytes) {
      throw new HttpProblem(413, `a body has at most ${limitBytes} bytes`);
    }
    read(request, response, next);
  };
}

/** The text that {@link textBody} read; empty when there was no body. */
export function bodyText(request: Request): string {
  const body: unknown = request.body;
  return typeof body === 'string' ? body : '';
}
