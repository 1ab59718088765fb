import type { Endpoint } from '../http/endpoint.ts';
import { commonHead, type HttpRequest, requestText } from '../http/http-request.ts';
import { openConnection } from './http-connection.ts';

/** One client on one keep-alive connection. */
export interface Caller {
  /** Resolves once the whole answer is there; rejects when it is not 2xx. */
  send(request: HttpRequest): Promise<void>;
  close(): void;
}

/** Connects to a server. */
export async function openCaller(endpoint: Endpoint): Promise<Caller> {
  const connection = await openConnection(endpoint);
  const head = commonHead(endpoint);
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        connection.send(requestText(request, head), (status) => {
          if (status >= 200 && status <= 299) resolve();
          else reject(new Error(`${request.method} ${request.path} got ${status}`));
        });
      }),
    close: () => connection.close(),
  };
}
