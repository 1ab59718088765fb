import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import { messageOf } from '@vernal/core';
import type { AxiosInstance, AxiosRequestConfig } from 'axios';
import type { Endpoint } from './endpoint.ts';

/** One request to a server of ours. */
export interface ServerRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** What follows the endpoint's URL, with its leading slash. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text, or its bytes in the encoding that `headers` names. */
  readonly body?: string | Uint8Array;
}

/** What came of a request: an answer of any status, or none. */
export type ServerReply =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | {
      readonly kind: 'unreachable';
      readonly problem: string;
      /** The server stayed silent for too long; false when there was no connection. */
      readonly isTimeout: boolean;
    };

/** Sends requests over connections that are kept. */
export interface HttpExchange {
  send(endpoint: Endpoint, request: ServerRequest): Promise<ServerReply>;
  /** Aborts what is under way and closes the connections. */
  close(): void;
}

/** How {@link createHttpExchange} talks to servers. */
export interface HttpExchangeOptions {
  /** How long a server may stay silent. */
  readonly timeoutMs: number;
  /** For https: own certificate, and whom to trust in place of Node's authorities. */
  readonly tls?: SecureContextOptions;
  /** The longest answer that is read; 64 MiB by default. */
  readonly maxAnswerBytes?: number;
}

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * An exchange over axios: keep-alive, gzip, no redirects, every status an answer. The first request loads axios,
 * which takes a tenth of the memory of a daemon that sends none.
 */
export function createHttpExchange(options: HttpExchangeOptions): HttpExchange {
  const closing = new AbortController();
  const httpAgent = new HttpAgent({ keepAlive: true });
  const httpsAgent = new HttpsAgent({ ...options.tls, keepAlive: true });
  const settings = {
    timeout: options.timeoutMs,
    httpAgent,
    httpsAgent,
    signal: closing.signal,
    responseType: 'text',
    transformResponse: [(body: unknown) => body],
    validateStatus: () => true,
    maxRedirects: 0,
    maxContentLength: options.maxAnswerBytes ?? MAX_ANSWER_BYTES,
    proxy: false,
  } satisfies AxiosRequestConfig;
  let http: Promise<AxiosInstance> | undefined;

  return {
    async send(endpoint, { method, path, headers = {}, body }) {
      try {
        http ??= import('axios').then(({ default: axios }) => axios.create(settings));
        const answer = await (await http).request<unknown>({
          method,
          url: `${endpoint.url}${path}`,
          headers: { ...headers, ...contentType(body), ...authorization(endpoint) },
          ...(body === undefined ? {} : { data: body }),
        });
        const text = typeof answer.data === 'string' ? answer.data : '';
        return { kind: 'answered', status: answer.status, body: text };
      } catch (error) {
        return { kind: 'unreachable', problem: problemOf(error), isTimeout: isTimeout(error) };
      }
    },
    close() {
      closing.abort();
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

function authorization({ authorization: secret }: Endpoint): Record<string, string> {
  return secret === undefined ? {} : { Authorization: secret.reveal() };
}

function contentType(body: ServerRequest['body']): Record<string, string> {
  return body === undefined ? {} : { 'Content-Type': 'application/json' };
}

function isTimeout(error: unknown): boolean {
  return codeOf(error) === 'ECONNABORTED';
}

/** Never the error itself: axios keeps the request with its credentials in it. */
function problemOf(error: unknown): string {
  const message = messageOf(error);
  return message === '' ? (codeOf(error) ?? 'no connection') : message;
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
