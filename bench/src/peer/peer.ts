import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { endProcess } from '@vernal/core/testing';
import { nextMessage, nextOrder, startRole, tellParent } from '../processes/role.ts';
import { scattered } from '../subjects/environments.ts';
import type { RecordedAnswer } from './recorded-answer.ts';

/** What a bare server needs for TLS, as `node:https` takes it; all PEM. */
export interface PeerTls {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
  /** Whether a client without a certificate of that authority is refused. */
  readonly requestCert: boolean;
}

/** What the peer is to do. */
export interface PeerJob {
  readonly answer: RecordedAnswer;
  readonly tls?: PeerTls;
  /** In how many places of its memory the body is, sent in turn: one by default, which stays in the processor's cache. */
  readonly bodies?: number;
}

/** A bare `node:http` or `node:https` server in a process of its own that gives one answer to everything. */
export interface Peer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts the peer with the bytes that our server was seen to send. */
export async function startPeer(job: PeerJob): Promise<Peer> {
  const child = startRole('peer');
  child.send(job);
  const { port } = await nextMessage<{ port: number }>(child);
  const scheme = job.tls === undefined ? 'http' : 'https';
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    stop: () => endProcess(child),
  };
}

/** The role itself. */
export async function playPeer(): Promise<void> {
  const { answer, tls, bodies = 1 } = await nextOrder<PeerJob>();
  const respond = answerWith(answer, bodies);
  const server = tls === undefined ? createServer(respond) : createTlsServer(tls, respond);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  tellParent({ port: (server.address() as AddressInfo).port });
}

/** Reads a body before it answers, as whoever wants to know what was sent must. */
function answerWith(
  { status, headers, bodyBase64 }: RecordedAnswer,
  count: number,
): RequestListener {
  const bodies = Array.from({ length: count }, () => Buffer.from(bodyBase64, 'base64'));
  let sent = 0;
  return (request, response) => {
    const answer = (): void => {
      response.writeHead(status, headers);
      response.end(bodies[scattered(sent, count)]);
      sent += 1;
    };
    if (request.method === 'POST') whenRead(request, answer);
    else answer();
  };
}

function whenRead(request: IncomingMessage, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => done(Buffer.concat(chunks)));
}
