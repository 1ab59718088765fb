import type { Endpoint } from '../http/endpoint.ts';
import { commonHead, type HttpRequest, requestText } from '../http/http-request.ts';
import { openConnection } from './http-connection.ts';

/** One client on one keep-alive connection. */
export interface Caller {
  /** The status of the answer, once the whole of it is there; LOST when the connection broke. */
  status(request: HttpRequest): Promise<number>;
  /** Rejects when the answer is not 2xx. */
  send(request: HttpRequest): Promise<void>;
  close(): void;
}

/** Connects to a server. */
export async function openCaller(endpoint: Endpoint): Promise<Caller> {
  const connection = await openConnection(endpoint);
  const head = commonHead(endpoint);
  const status = (request: HttpRequest): Promise<number> =>
    new Promise((resolve) => {
      connection.send(requestText(request, head), resolve);
    });
  return {
    status,
    async send(request) {
      const got = await status(request);
      if (got < 200 || got > 299) throw new Error(`${request.method} ${request.path} got ${got}`);
    },
    close: () => connection.close(),
  };
}
