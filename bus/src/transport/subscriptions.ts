import { type Cancel, type Logger, messageOf } from '@vernal/core';
import type { SubscribeOptions, TransportMessage } from '../ports/bus-transport.ts';
import { filterSelects } from './topic-filter.ts';

type Receive = (message: TransportMessage) => void;

/** One filter and those who receive what it selects. */
interface Subscription extends SubscribeOptions {
  readonly receivers: Set<{ readonly receive: Receive }>;
}

/** Who receives what within one transport. */
export class Subscriptions {
  readonly #byFilter = new Map<string, Subscription>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Every filter that has a receiver. */
  get filters(): readonly string[] {
    return [...this.#byFilter.keys()];
  }

  /** How the broker is asked for what a filter selects. */
  optionsOf(filter: string): SubscribeOptions {
    return { qos: this.#byFilter.get(filter)?.qos ?? 1 };
  }

  /** @param onLast called when the cancelled receiver was the last of its filter */
  add(filter: string, receive: Receive, { qos }: SubscribeOptions, onLast: () => void): Cancel {
    const subscription = this.#byFilter.get(filter) ?? { qos, receivers: new Set() };
    const { receivers } = subscription;
    this.#byFilter.set(filter, subscription);
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
    for (const [filter, { receivers }] of this.#byFilter) {
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
