import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpProblem } from '@vernal/server-kit';
import { acceptsGzip } from './negotiation.ts';
import type { PreparedBody } from './prepared-body.ts';

const NO_BODY = { 'content-length': '0' };

/** An answer that clients know by its status alone: any body would break them (eureka-protocol 1.7). */
export function answerEmpty(response: ServerResponse, status: number): void {
  response.writeHead(status, NO_BODY).end();
}

/** A JSON answer made for one caller; never compressed, as in Spring (1.5). */
export function answerJson(response: ServerResponse, text: string, status = 200): void {
  answerBytes(response, Buffer.from(text), status);
}

/** Prepared bytes, compressed for who can read that. */
export function answerPrepared(
  request: IncomingMessage,
  response: ServerResponse,
  body: PreparedBody,
): void {
  if (body.compression === 'none' || !acceptsGzip(request.headers)) {
    answerBytes(response, body.identity, 200);
    return;
  }
  const gzipped = body.gzipped();
  if (gzipped instanceof Promise) void answerLater(response, body, gzipped);
  else answerGzip(response, gzipped);
}

/** Compression of bytes in memory fails for want of memory only: the plain bytes do then. */
async function answerLater(
  response: ServerResponse,
  body: PreparedBody,
  gzipped: Promise<Buffer>,
): Promise<void> {
  try {
    answerGzip(response, await gzipped);
  } catch {
    answerBytes(response, body.identity, 200);
  }
}

function answerGzip(response: ServerResponse, bytes: Buffer): void {
  response
    .writeHead(200, {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-length': bytes.length,
    })
    .end(bytes);
}

function answerBytes(response: ServerResponse, bytes: Buffer, status: number): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length })
    .end(bytes);
}

/** The empty 404 that makes clients register again. */
export function notFound(): HttpProblem {
  return new HttpProblem(404, 'not registered');
}
