import { type Cancel, type Logger, messageOf } from '@vernal/core';
import type { TransportMessage } from '../ports/bus-transport.ts';
import { filterSelects } from './topic-filter.ts';

type Receive = (message: TransportMessage) => void;

/** Who receives what within one transport. */
export class Subscriptions {
  readonly #byFilter = new Map<string, Set<{ readonly receive: Receive }>>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Every filter that has a receiver. */
  get filters(): readonly string[] {
    return [...this.#byFilter.keys()];
  }

  /** @param onLast called when the cancelled receiver was the last of its filter */
  add(filter: string, receive: Receive, onLast: () => void): Cancel {
    const receivers = this.#byFilter.get(filter) ?? new Set();
    this.#byFilter.set(filter, receivers);
    const receiver = { receive };
    receivers.add(receiver);
    return () => {
      if (!receivers.delete(receiver) || receivers.size > 0) return;
      this.#byFilter.delete(filter);
      onLast();
    };
  }

  /** Hands a message to every receiver whose filter selects it; one that throws stops no other. */
  dispatch(message: TransportMessage): void {
    for (const [filter, receivers] of this.#byFilter) {
      if (!filterSelects(filter, message.topic)) continue;
      for (const { receive } of [...receivers]) this.deliver(receive, message);
    }
  }

  /** Hands a message to one receiver; when it throws, that is logged and no more. */
  deliver(receive: Receive, message: TransportMessage): void {
    try {
      receive(message);
    } catch (error) {
      this.#logger.error('a receiver of bus messages failed', {
        topic: message.topic,
        error: messageOf(error),
      });
    }
  }
}
