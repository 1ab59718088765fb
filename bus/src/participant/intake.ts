import { type Cancel, type Logger, messageOf } from '@vernal/core';
import type { Decoded } from '@vernal/protocol/bus';
import type { BusTransport, SubscribeOptions, TransportMessage } from '../ports/bus-transport.ts';
import type { MutableBusCounters } from './counters.ts';

/** A codec of `@vernal/protocol/bus`. */
type Decode<Value> = (payload: Uint8Array) => Decoded<Value>;

/** Turns messages into values: counts what can't be read, and lets no handler hurt another. */
export class Intake {
  readonly #transport: BusTransport;
  readonly #counters: MutableBusCounters;
  readonly #logger: Logger;
  readonly #reported = new Set<string>();

  constructor(transport: BusTransport, counters: MutableBusCounters, logger: Logger) {
    this.#transport = transport;
    this.#counters = counters;
    this.#logger = logger;
  }

  /** Hands over what arrives for a filter and can be read. */
  listen<Value>(
    filter: string,
    decode: Decode<Value>,
    receive: (value: Value) => void,
    options: SubscribeOptions = { qos: 1 },
  ): Cancel {
    const take = (message: TransportMessage) => this.#take(filter, message, { decode, receive });
    return this.#transport.subscribe(filter, take, options);
  }

  /** The same for retained messages, whose deletion arrives as an empty one and is no news. */
  listenRetained<Value>(
    filter: string,
    decode: Decode<Value>,
    receive: (value: Value) => void,
  ): Cancel {
    return this.#transport.subscribe(filter, (message) => {
      if (message.payload.byteLength > 0) this.#take(filter, message, { decode, receive });
    });
  }

  /** Hands over whose retained message was deleted: it arrives as an empty one. */
  listenDeleted<Owner>(
    filter: string,
    ownerOf: (topic: string) => Owner | undefined,
    receive: (owner: Owner) => void,
  ): Cancel {
    return this.#transport.subscribe(filter, ({ topic, payload }) => {
      const owner = payload.byteLength === 0 ? ownerOf(topic) : undefined;
      if (owner !== undefined) this.guard(() => receive(owner));
    });
  }

  /** Runs a handler. False when it threw, which is logged and counted. */
  guard(run: () => void): boolean {
    try {
      run();
      return true;
    } catch (error) {
      this.#counters.handlerFailures += 1;
      this.#logger.error('a handler of bus messages failed', { error: messageOf(error) });
      return false;
    }
  }

  #take<Value>(
    filter: string,
    message: TransportMessage,
    { decode, receive }: { decode: Decode<Value>; receive: (value: Value) => void },
  ): void {
    this.#counters.received += 1;
    const decoded = decode(message.payload);
    if (decoded.ok) this.guard(() => receive(decoded.value));
    else this.#reportMalformed(filter, message, decoded.problems);
  }

  /** The first of each filter is a warning; a sender that goes on must not fill the log. */
  #reportMalformed(filter: string, { topic }: TransportMessage, problems: unknown): void {
    this.#counters.malformed += 1;
    const level = this.#reported.has(filter) ? 'debug' : 'warn';
    this.#reported.add(filter);
    this.#logger[level]('ignored a bus message that can not be read', { topic, problems });
  }
}
