import type { Endpoint } from './endpoint.ts';

/** A request before it is told to whom it goes. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** ASCII only. */
  readonly body?: string;
}

/** The part of every request's head that depends on the endpoint alone. */
export function commonHead({ url, authorization }: Endpoint): string {
  const who = authorization === undefined ? '' : `\r\nauthorization: ${authorization}`;
  return ` HTTP/1.1\r\nhost: ${new URL(url).host}${who}`;
}

/** The request as it goes over the wire, one character a byte. */
export function requestText({ method, path, headers, body }: HttpRequest, head: string): string {
  let text = `${method} ${path}${head}`;
  for (const name in headers) text += `\r\n${name}: ${headers[name]}`;
  if (body === undefined) return `${text}\r\n\r\n`;
  return `${text}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}
