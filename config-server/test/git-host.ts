import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

/** Answers a request in place of Git; false to let Git answer after all. */
export type GitFault = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A Git host over HTTP whose faults tests choose. */
export interface GitHostServer {
  readonly url: string;
  /** Paths that were asked for the refs, in order: one for each check. */
  readonly checks: string[];
  /** Headers `Authorization`, in order. */
  readonly authorizations: (string | undefined)[];
  /** How many checks were under way at once at most. */
  readonly mostAtOnce: () => number;
  fault: GitFault | undefined;
  /** Time before each answer begins. */
  latencyMs: number;
  /** Breaks off every answer so many bytes into its pack. */
  packBytes: number;
  close(): Promise<void>;
  /** Listens again where it did. */
  reopen(): Promise<void>;
}

/** Serves the bare repositories below `root`. */
export async function startGitHost(root: string): Promise<GitHostServer> {
  const underWay = new Set<ServerResponse>();
  let mostAtOnce = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://host');
    host.authorizations.push(request.headers.authorization);
    if (url.pathname.endsWith('/info/refs')) host.checks.push(url.pathname);
    underWay.add(response);
    mostAtOnce = Math.max(mostAtOnce, underWay.size);
    response.once('close', () => underWay.delete(response));
    if (host.latencyMs > 0) await delay(host.latencyMs);
    if (host.fault?.(request, response) !== true) answerWithGit(root, request, response, host);
  }

  const server: Server = createServer((request, response) => void answer(request, response));
  const open = async (port: number) => {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  };
  await open(0);
  const { port } = server.address() as AddressInfo;
  const host: GitHostServer = {
    url: `http://127.0.0.1:${port}`,
    checks: [],
    authorizations: [],
    mostAtOnce: () => mostAtOnce,
    fault: undefined,
    latencyMs: 0,
    packBytes: Number.POSITIVE_INFINITY,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    reopen: () => open(port),
  };
  return host;
}

function answerWithGit(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  { packBytes }: GitHostServer,
): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://host');
  const git = spawn('git', ['http-backend'], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  git.stdin.on('error', () => undefined);
  request.pipe(git.stdin);
  void passOn(git.stdout, response, packBytes);
}

/** The answer of a CGI program: header lines, an empty line, the body. */
async function passOn(output: Readable, response: ServerResponse, packBytes: number) {
  let head: Buffer | undefined = Buffer.alloc(0);
  let packStarted = false;
  for await (const chunk of output) {
    let body = chunk as Buffer;
    if (head !== undefined) {
      head = Buffer.concat([head, body]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) continue;
      writeHead(head.toString('latin1', 0, end), response);
      body = head.subarray(end + 4);
      head = undefined;
    }
    packStarted ||= body.includes('PACK');
    if (!packStarted || packBytes === Number.POSITIVE_INFINITY) response.write(body);
    else {
      response.write(body.subarray(0, packBytes), () => response.destroy());
      return;
    }
  }
  response.end();
}

function writeHead(text: string, response: ServerResponse): void {
  for (const line of text.split('\r\n')) {
    const [name = '', value = ''] = line.split(': ');
    if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
}
