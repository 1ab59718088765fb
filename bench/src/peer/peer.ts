import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endProcess } from '@vernal/core/testing';
import { nextMessage, nextOrder, startRole, tellParent } from '../processes/role.ts';
import type { RecordedAnswer } from './recorded-answer.ts';

/** A bare `node:http` server in a process of its own that gives one answer to everything. */
export interface Peer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts the peer with the bytes that our server was seen to send. */
export async function startPeer(answer: RecordedAnswer): Promise<Peer> {
  const child = startRole('peer');
  child.send(answer);
  const { port } = await nextMessage<{ port: number }>(child);
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => endProcess(child) };
}

/** The role itself. */
export async function playPeer(): Promise<void> {
  const { status, headers, bodyBase64 } = await nextOrder<RecordedAnswer>();
  const body = Buffer.from(bodyBase64, 'base64');
  const server = createServer((_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  tellParent({ port: (server.address() as AddressInfo).port });
}
