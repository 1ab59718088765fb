import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves bare repositories over HTTP by `git http-backend`; those below `/private/` want a password. */
export interface GitServer {
  readonly url: string;
  /** Refuses connections until `start()`, which takes the same port again. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const credentials = `Basic ${Buffer.from('git-user:git-pass').toString('base64')}`;

function refuse(request: IncomingMessage, response: ServerResponse): boolean {
  const isPrivate = request.url?.startsWith('/private/') === true;
  if (!isPrivate || request.headers.authorization === credentials) return false;
  response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
  return true;
}

function startBackend(request: IncomingMessage, folder: string): ChildProcess {
  const url = new URL(request.url ?? '/', 'http://git');
  const backend = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      PATH_INFO: url.pathname.replace(/^\/private\//, '/'),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    },
  });
  backend.stdin.on('error', () => undefined);
  request.pipe(backend.stdin);
  return backend;
}

/** Passes on what the backend prints: header lines, an empty line, the body. */
function answerFrom(output: Buffer, response: ServerResponse): void {
  const end = output.indexOf('\r\n\r\n');
  const lines = output.subarray(0, Math.max(end, 0)).toString('utf8').split('\r\n');
  let status = 200;
  for (const line of lines) {
    const [name = '', value = ''] = line.split(/:\s*/, 2);
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else if (name !== '') response.setHeader(name, value);
  }
  response.writeHead(end < 0 ? 500 : status).end(output.subarray(end + 4));
}

function handler(folder: string): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    if (refuse(request, response)) return;
    const backend = startBackend(request, folder);
    const chunks: Buffer[] = [];
    backend.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    backend.on('close', () => answerFrom(Buffer.concat(chunks), response));
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Starts to serve the bare repositories of a folder on a free port. */
export async function startGitServer(folder: string): Promise<GitServer> {
  let server: Server | undefined = createServer(handler(folder));
  const port = await listen(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    async start() {
      if (server !== undefined) return;
      server = createServer(handler(folder));
      await listen(server, port);
    },
    async stop() {
      const current = server;
      server = undefined;
      current?.closeAllConnections();
      await new Promise((resolve) => (current === undefined ? resolve(0) : current.close(resolve)));
    },
  };
}
