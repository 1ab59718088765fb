import type { IncomingMessage, ServerResponse } from 'node:http';
import { encodeInstance, type InstanceInfo, type MediaType } from '@vernal/protocol/eureka';
import { encodeInstanceXml } from '@vernal/protocol/eureka/xml';
import { HttpProblem } from '@vernal/server-kit';
import type { ComingBody } from './list-answers.ts';
import { acceptsGzip, preferredType } from './negotiation.ts';
import type { PreparedBody } from './prepared-body.ts';

/** A body that was made for one caller. */
export interface TextAnswer {
  readonly status: number;
  readonly mediaType: MediaType;
  readonly text: string;
}

/** An answer that clients know by its status alone: any body would break them (eureka-protocol 1.7). */
export function answerEmpty(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

/** An answer made for one caller; never compressed, as in Spring (1.5). */
export function answerText(
  response: ServerResponse,
  { status, mediaType, text }: TextAnswer,
): void {
  answerBytes(response, { status, mediaType, bytes: Buffer.from(text) });
}

/** A body in the format that the caller likes best (1.5 R5, R11, R16 and the 409). */
export function answerPreferred(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { status, json, xml }: { readonly status: number; json(): string; xml(): string },
): void {
  const mediaType = preferredType(headers);
  if (mediaType === undefined) {
    answerEmpty(response, 406);
    return;
  }
  const text = mediaType === 'application/json' ? json() : xml();
  answerText(response, { status, mediaType, text });
}

/** One instance in the format that the caller likes best. */
export function answerInstance(
  request: IncomingMessage,
  response: ServerResponse,
  { instance, status }: { readonly instance: InstanceInfo; readonly status: number },
): void {
  answerPreferred(request, response, {
    status,
    json: () => encodeInstance(instance),
    xml: () => encodeInstanceXml(instance),
  });
}

/** Prepared bytes, compressed for who can read that. */
export function answerPrepared(
  request: IncomingMessage,
  response: ServerResponse,
  body: ComingBody,
): void {
  if (body instanceof Promise) {
    whenReady(response, body, (ready) => answerPrepared(request, response, ready));
    return;
  }
  const gzipped = acceptsGzip(request.headers) ? body.gzipped() : undefined;
  if (gzipped === undefined) answerPlain(response, body);
  else answerGzip(response, body.mediaType, gzipped);
}

/** Preparing bytes fails for want of memory only: the client asks again then. */
function whenReady<Value>(
  response: ServerResponse,
  coming: Promise<Value>,
  answer: (ready: Value) => void,
): void {
  coming.then(answer, () => answerEmpty(response, 503));
}

function answerGzip(response: ServerResponse, mediaType: MediaType, bytes: Buffer): void {
  response
    .writeHead(200, {
      'content-type': mediaType,
      'content-encoding': 'gzip',
      'content-length': bytes.length,
    })
    .end(bytes);
}

function answerPlain(response: ServerResponse, body: PreparedBody): void {
  const parts = body.plain();
  if (parts instanceof Promise) {
    whenReady(response, parts, (ready) => answerParts(response, body.mediaType, ready));
  } else answerParts(response, body.mediaType, parts);
}

/** A long body goes out in its parts: joining them would copy them for each caller. */
function answerParts(
  response: ServerResponse,
  mediaType: MediaType,
  parts: readonly Buffer[],
): void {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  response.writeHead(200, { 'content-type': mediaType, 'content-length': length });
  response.cork();
  for (const part of parts) response.write(part);
  response.end();
}

function answerBytes(
  response: ServerResponse,
  { status, mediaType, bytes }: Omit<TextAnswer, 'text'> & { readonly bytes: Buffer },
): void {
  response
    .writeHead(status, { 'content-type': mediaType, 'content-length': bytes.length })
    .end(bytes);
}

/** The empty 404 that makes clients register again. */
export function notFound(): HttpProblem {
  return new HttpProblem(404, 'not registered');
}
