import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a fake peer was asked. */
export interface PeerRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** An HTTP server that answers as a test says, for each test of a suite. */
export function useFakePeer() {
  const peer = {
    requests: [] as PeerRequest[],
    url: '',
    answer: (_request: PeerRequest, response: ServerResponse): void => {
      response.end('{"responseList":[{"statusCode":200}]}');
    },
  };
  const listen: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url: path, headers } = request;
      const asked = { method, path, headers, body: Buffer.concat(chunks) };
      peer.requests.push(asked);
      peer.answer(asked, response);
    });
  };
  const server = createServer(listen);
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    peer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/eureka/`;
  });
  beforeEach(() => {
    peer.requests.length = 0;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return peer;
}
