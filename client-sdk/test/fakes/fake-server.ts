import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the fake answers; `hang` never does. */
export type FakeAnswer =
  | { readonly status: number; readonly body?: string; readonly location?: string }
  | 'hang';

/** An HTTP server whose answers a test decides. */
export class FakeServer {
  readonly seen: SeenRequest[] = [];
  answer: (request: SeenRequest) => FakeAnswer;
  readonly #server: Server;

  private constructor(answer: (request: SeenRequest) => FakeAnswer) {
    this.answer = answer;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => this.#reply(request, Buffer.concat(chunks).toString(), response));
    });
  }

  #reply(request: IncomingMessage, body: string, response: ServerResponse): void {
    const { method = '', url = '', headers } = request;
    const seen = { method, url, headers, body };
    this.seen.push(seen);
    const answered = this.answer(seen);
    if (answered === 'hang') return;
    if (answered.location !== undefined) response.setHeader('Location', answered.location);
    response.writeHead(answered.status, { 'Content-Type': 'application/json' });
    response.end(answered.body ?? '');
  }

  static async start(answer: (request: SeenRequest) => FakeAnswer): Promise<FakeServer> {
    const fake = new FakeServer(answer);
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What was asked, as `METHOD path`. */
  get lines(): string[] {
    return this.seen.map(({ method, url }) => `${method} ${url}`);
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}

/** A loopback port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = await FakeServer.start(() => ({ status: 200 }));
  const { port } = server;
  await server.stop();
  return port;
}
