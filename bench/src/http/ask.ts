import { type IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Endpoint } from './endpoint.ts';
import type { HttpRequest } from './http-request.ts';

/** An answer with all its bytes; a compressed body stays compressed. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends one request on a connection of its own and waits for the whole answer. */
export function ask(
  { url, authorization, tls }: Endpoint,
  { method, path, headers, body }: HttpRequest,
): Promise<HttpAnswer> {
  const who = authorization === undefined ? {} : { authorization };
  const options = { method, headers: { ...headers, ...who }, agent: false };
  const target = url + path;
  return new Promise((resolve, reject) => {
    const outgoing =
      tls === undefined
        ? plainRequest(target, options)
        : tlsRequest(target, { ...options, ...tls, servername: 'localhost' });
    outgoing.on('error', reject);
    outgoing.on('response', (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('error', reject);
      message.on('end', () => {
        const { statusCode: status = 0, headers } = message;
        resolve({ status, headers, body: Buffer.concat(chunks) });
      });
    });
    outgoing.end(body);
  });
}
