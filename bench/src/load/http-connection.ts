import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Endpoint } from '../http/endpoint.ts';
import { AnswerReader } from './answer-reader.ts';

/** What a request is answered with when its connection breaks. */
export const LOST = 0;

type OnAnswer = (status: number) => void;

/** One keep-alive connection with at most one request under way. */
export class HttpConnection {
  readonly #socket: Socket;
  #onAnswer: OnAnswer | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    const reader = new AnswerReader((status) => this.#answer(status));
    socket.on('data', (chunk) => reader.push(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#answer(LOST));
  }

  /** Sends a whole request as text of single bytes; the answer's status comes once its body is there. */
  send(request: string, onAnswer: OnAnswer): void {
    this.#onAnswer = onAnswer;
    if (this.#socket.destroyed) process.nextTick(() => this.#answer(LOST));
    else this.#socket.write(request, 'latin1');
  }

  close(): void {
    this.#socket.destroy();
  }

  #answer(status: number): void {
    const onAnswer = this.#onAnswer;
    this.#onAnswer = undefined;
    onAnswer?.(status);
  }
}

/** Connects, over TLS when the endpoint has it; rejects when nobody answers. */
export function openConnection({ url, tls }: Endpoint): Promise<HttpConnection> {
  const { hostname: host, port: portText } = new URL(url);
  const address = { host, port: Number(portText), noDelay: true };
  return new Promise((resolve, reject) => {
    const onReady = (): void => {
      socket.off('error', reject);
      resolve(new HttpConnection(socket));
    };
    const socket: Socket =
      tls === undefined
        ? connectPlain(address, onReady)
        : connectTls({ ...address, ...tls, servername: 'localhost' }, onReady);
    socket.once('error', reject);
  });
}
