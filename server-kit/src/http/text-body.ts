import { type Request, type RequestHandler, text } from 'express';

/** What {@link textBody} accepts. */
export interface TextBodyOptions {
  /** After decompression. A larger body is answered with 413. */
  readonly limitBytes: number;
}

/** Reads a request body of any content type as text, plain or compressed with gzip, deflate or br. */
export function textBody({ limitBytes }: TextBodyOptions): RequestHandler {
  return text({ type: () => true, limit: limitBytes, inflate: true });
}

/** The text that {@link textBody} read; empty when there was no body. */
export function bodyText(request: Request): string {
  const body: unknown = request.body;
  return typeof body === 'string' ? body : '';
}
