import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Lifecycle, type Timers, VernalError } from '@vernal/core';
import type { HttpOptions } from './http-options.ts';
import { describeListenProblem } from './listen-problem.ts';

/** What a listener needs beside its limits. */
export interface HttpListenerOptions extends HttpOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly timers: Timers;
  /** Who wants the port, for the message when it is in use. */
  readonly wantedBy: string;
  readonly handle: RequestListener;
}

/** A listening HTTP server. `stop()` answers what is under way first. */
export interface HttpListener extends Lifecycle {
  readonly server: Server;
  /** The port in use; the one the system chose when 0 was asked for. */
  readonly port: number;
}

/** Makes an HTTP server that listens from `start()` to `stop()`. */
export function createHttpListener(options: HttpListenerOptions): HttpListener {
  const server = createServer(
    {
      maxHeaderSize: options.maxHeaderBytes,
      requestTimeout: options.requestTimeoutMs,
      headersTimeout: options.requestTimeoutMs,
      keepAliveTimeout: options.keepAliveTimeoutMs,
      noDelay: true,
    },
    options.handle,
  );
  const closeSilent = trackSilentConnections(server);
  let stopping: Promise<void> | undefined;

  return {
    server,
    get port() {
      return portOf(server.address());
    },
    start: () => listen(server, options),
    stop() {
      stopping ??= drain(server, options);
      closeSilent();
      return stopping;
    },
  };
}

function listen(server: Server, { port, address, wantedBy }: HttpListenerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => {
      const problem = describeListenProblem(error, {
        port,
        address,
        wantedBy,
        option: 'server.port',
      });
      reject(new VernalError('HTTP_CANNOT_LISTEN', problem, { cause: error }));
    };
    server.once('error', refuse);
    server.listen(port, address, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

/**
 * Node counts a connection that never sent a request as busy: one that was opened ahead of time would hold up
 * the stop. What this returns closes them.
 */
function trackSilentConnections(server: Server): () => void {
  const silent = new Set<Socket>();
  server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }) => silent.delete(socket));
  return () => {
    for (const socket of silent) socket.destroy();
  };
}

async function drain(
  server: Server,
  { drainTimeoutMs, timers }: HttpListenerOptions,
): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A connection that still answers would be kept alive afterwards: let it end with its answer.
  server.keepAliveTimeout = 1;
  const cancel = timers.after(drainTimeoutMs, () => server.closeAllConnections());
  await closed;
  cancel();
}

function portOf(address: AddressInfo | string | null): number {
  return address !== null && typeof address === 'object' ? address.port : 0;
}
