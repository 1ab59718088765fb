import { type Cancel, type Logger, silentLogger } from '@vernal/core';
import { ConnectListeners } from '../connect-listeners.ts';
import { offlineError } from '../offline.ts';
import type { BusTransport, TransportMessage } from '../ports/bus-transport.ts';
import { Subscriptions } from '../subscriptions.ts';
import { MemoryHub } from './memory-hub.ts';

/**
 * A transport between parts of one process. Messages arrive in the next microtask, never within the
 * call that published them, as with a real broker.
 */
export function createMemoryTransport(
  hub: MemoryHub = new MemoryHub(),
  logger: Logger = silentLogger,
): BusTransport {
  const subscriptions = new Subscriptions(logger);
  const listeners = new ConnectListeners(logger);
  let leave: Cancel | undefined;
  let connected = false;

  const member = {
    receive: (message: TransportMessage) => soon(() => subscriptions.dispatch(message)),
    hubIsOnline() {
      connected = true;
      for (const message of subscriptions.filters.flatMap((filter) => hub.retainedFor(filter))) {
        soon(() => subscriptions.dispatch(message));
      }
      listeners.notify();
    },
    hubIsOffline() {
      connected = false;
    },
  };

  function soon(deliver: () => void): void {
    queueMicrotask(() => {
      if (connected) deliver();
    });
  }

  return {
    get connected() {
      return connected;
    },
    start() {
      if (leave !== undefined) return Promise.resolve();
      leave = hub.join(member);
      if (hub.online) member.hubIsOnline();
      return Promise.resolve();
    },
    stop() {
      leave?.();
      leave = undefined;
      connected = false;
      return Promise.resolve();
    },
    publish(topic, payload, { retain }) {
      if (!connected) return Promise.reject(offlineError());
      hub.publish(topic, new TextEncoder().encode(payload), retain);
      return Promise.resolve();
    },
    subscribe(filter, receive) {
      const cancel = subscriptions.add(filter, receive, () => undefined);
      for (const message of connected ? hub.retainedFor(filter) : []) {
        soon(() => subscriptions.deliver(receive, message));
      }
      return cancel;
    },
    onConnect: (run) => listeners.add(run),
  };
}
