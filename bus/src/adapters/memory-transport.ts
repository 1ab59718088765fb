import { type Cancel, type Logger, silentLogger } from '@vernal/core';
import type { BusTransport, PublishOptions, TransportMessage } from '../ports/bus-transport.ts';
import { ConnectListeners } from '../transport/connect-listeners.ts';
import { offlineError } from '../transport/offline.ts';
import { Subscriptions } from '../transport/subscriptions.ts';
import { MemoryHub, type MemoryMember } from './memory-hub.ts';

/**
 * A transport between parts of one process. Messages arrive in the next microtask, never within the
 * call that published them, as with a real broker.
 */
export function createMemoryTransport(
  hub: MemoryHub = new MemoryHub(),
  logger: Logger = silentLogger,
): BusTransport {
  return new MemoryTransport(hub, logger);
}

/** Nothing gets lost within a process. */
const LOSSLESS = { qos: 1 } as const;

class MemoryTransport implements BusTransport, MemoryMember {
  readonly #hub: MemoryHub;
  readonly #subscriptions: Subscriptions;
  readonly #listeners: ConnectListeners;
  #leave: Cancel | undefined;
  #connected = false;

  constructor(hub: MemoryHub, logger: Logger) {
    this.#hub = hub;
    this.#subscriptions = new Subscriptions(logger);
    this.#listeners = new ConnectListeners(logger);
  }

  get connected(): boolean {
    return this.#connected;
  }

  start(): Promise<void> {
    if (this.#leave !== undefined) return Promise.resolve();
    this.#leave = this.#hub.join(this);
    if (this.#hub.online) {
      this.connect();
      this.tellConnected();
    }
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#leave?.();
    this.#leave = undefined;
    this.#connected = false;
    return Promise.resolve();
  }

  publish(topic: string, payload: string, { retain }: PublishOptions): Promise<void> {
    if (!this.#connected) return Promise.reject(offlineError());
    this.#hub.publish(topic, new TextEncoder().encode(payload), retain);
    return Promise.resolve();
  }

  subscribe(filter: string, receive: (message: TransportMessage) => void): Cancel {
    const cancel = this.#subscriptions.add(filter, receive, LOSSLESS, () => undefined);
    for (const message of this.#connected ? this.#hub.retainedFor(filter) : []) {
      this.#soon(() => this.#subscriptions.deliver(receive, message));
    }
    return cancel;
  }

  onConnect(run: () => void): Cancel {
    return this.#listeners.add(run);
  }

  connect(): void {
    this.#connected = true;
    for (const filter of this.#subscriptions.filters) {
      for (const message of this.#hub.retainedFor(filter)) this.receive(message);
    }
  }

  tellConnected(): void {
    this.#listeners.notify();
  }

  disconnect(): void {
    this.#connected = false;
  }

  receive(message: TransportMessage): void {
    if (this.#connected) this.#soon(() => this.#subscriptions.dispatch(message));
  }

  #soon(deliver: () => void): void {
    queueMicrotask(() => {
      if (this.#connected) deliver();
    });
  }
}
