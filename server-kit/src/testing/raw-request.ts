import { connect, type Socket } from 'node:net';

/** What came back on a connection before it ended. */
export interface RawAnswer {
  /** 0 when there was no answer. */
  readonly status: number;
  readonly text: string;
}

/** Sends bytes as they are, of which `chunks` may be many, and reads until the server ends the connection. */
export async function rawRequest(
  port: number,
  chunks: Iterable<string | Buffer>,
): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1');
  const answered = readAll(socket);
  for (const chunk of chunks) {
    if (socket.destroyed) break;
    if (!socket.write(chunk)) await drained(socket);
  }
  const text = await answered;
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text };
}

/** A connection that the server cuts off has answered all that it will. */
function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    socket.on('data', (part) => parts.push(part));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(Buffer.concat(parts).toString()));
  });
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', resolve);
  });
}
