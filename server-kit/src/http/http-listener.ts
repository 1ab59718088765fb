import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { type SecureContextOptions, type TlsOptions, Server as TlsServer } from 'node:tls';
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
  /** Certificates of HTTPS; undefined: plain HTTP. */
  readonly tls: TlsOptions | undefined;
}

/** How often Node looks for requests that take too long to arrive, at most. */
const LOOK_FOR_SLOW_MS = 5_000;

/** A listening HTTP server. `stop()` answers what is under way first. */
export interface HttpListener extends Lifecycle {
  readonly server: Server;
  /** The port in use; the one the system chose when 0 was asked for. */
  readonly port: number;
  /** Puts other certificates in force, for connections that come from now on. */
  useCertificates(context: SecureContextOptions): void;
}

/** Makes an HTTP server that listens from `start()` to `stop()`. */
export function createHttpListener(options: HttpListenerOptions): HttpListener {
  const silent = new Set<Socket>();
  const handle: RequestListener = (request, response) => {
    silent.delete(request.socket);
    options.handle(request, response);
  };
  const server = createHttpServer({ ...options, handle });
  const { maxHttpConnections } = options;
  if (maxHttpConnections !== undefined) server.maxConnections = maxHttpConnections;
  const closeSilent = trackSilentConnections(server, silent);
  let stopping: Promise<void> | undefined;

  return {
    server,
    get port() {
      return portOf(server.address());
    },
    useCertificates(context) {
      if (server instanceof TlsServer) server.setSecureContext(context);
    },
    start: () => listen(server, options),
    stop() {
      stopping ??= drain(server, options);
      closeSilent();
      return stopping;
    },
  };
}

function createHttpServer({ handle, tls, ...options }: HttpListenerOptions): Server {
  const { requestTimeoutMs } = options;
  const limits = {
    maxHeaderSize: options.maxHeaderBytes,
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.max(1, Math.min(LOOK_FOR_SLOW_MS, requestTimeoutMs / 2)),
    keepAliveTimeout: options.keepAliveTimeoutMs,
    noDelay: true,
  };
  if (tls === undefined) return createServer(limits, handle);
  return createTlsServer({ ...limits, ...tls, handshakeTimeout: requestTimeoutMs }, handle);
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
 * Node counts a connection that never sent a request as busy: one that was opened ahead of time, or is still
 * shaking hands, would hold up the stop. What this returns closes them. A connection that sends a request is
 * taken from `silent` by whoever hands that on: a second listener would cost every request a copy of the list.
 */
function trackSilentConnections(server: Server, silent: Set<Socket>): () => void {
  const isTls = server instanceof TlsServer;
  const track = (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  };
  server.on(isTls ? 'secureConnection' : 'connection', track);
  const shakingHands = isTls ? trackHandshakes(server) : silent;
  return () => {
    for (const socket of [...silent, ...shakingHands]) socket.destroy();
  };
}

/** The plain sockets below TLS connections that are not open yet; both have the same address at the far end. */
function trackHandshakes(server: Server): Iterable<Socket> {
  const sockets = new Map<string, Socket>();
  const farEnd = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`;
  server.on('connection', (socket) => {
    const key = farEnd(socket);
    sockets.set(key, socket);
    socket.once('close', () => sockets.delete(key));
  });
  server.on('secureConnection', (socket: Socket) => sockets.delete(farEnd(socket)));
  return { [Symbol.iterator]: () => sockets.values() };
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
