import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

/** A Git host: the real `git http-backend` behind an HTTP server that takes its time. */
export interface GitHost {
  /** Of a repository below the served folder. */
  uriOf(name: string): string;
  /** Nobody answers at the address any more. */
  close(): Promise<void>;
}

const headEnd = '\r\n\r\n';

/** Serves the bare repositories of a folder; every answer begins so late. */
export async function startGitHost(folder: string, latencyMs: number): Promise<GitHost> {
  const server = createServer((request, response) => {
    void delay(latencyMs).then(() => answer(folder, request, response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    uriOf: (name) => `http://127.0.0.1:${port}/${name}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://host');
  const git = spawn('git', ['http-backend'], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  git.stdin.on('error', () => undefined);
  request.pipe(git.stdin);
  const output = await wholeOf(git.stdout);
  const bodyAt = output.indexOf(headEnd);
  for (const line of output.toString('latin1', 0, bodyAt).split('\r\n')) {
    const [name = '', value = ''] = line.split(': ');
    if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.end(output.subarray(bodyAt + headEnd.length));
}

async function wholeOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
