import type { Cancel, Lifecycle } from '@vernal/core';

/** One message as it arrives. */
export interface TransportMessage {
  readonly topic: string;
  /** Empty when a retained message was deleted. */
  readonly payload: Uint8Array;
  /** True when the broker had kept it from before the subscription. */
  readonly retained: boolean;
}

export interface PublishOptions {
  /** The broker keeps the last such message per topic for later subscribers. */
  readonly retain: boolean;
}

/** How a subscriber wants its messages. */
export interface SubscribeOptions {
  /**
   * MQTT's quality of service. With 1, the default, the broker waits for an acknowledgement of each message, which
   * costs both sides a packet; with 0 a broker that is overrun may leave one out.
   */
  readonly qos: 0 | 1;
}

/**
 * Carries bytes between the processes of one bus. `start()` does not wait for a connection: a broker
 * that is away delays messages, never a service.
 */
export interface BusTransport extends Lifecycle {
  readonly connected: boolean;
  /** At least once. Resolves when the broker has it; rejects with `BUS_OFFLINE` when there is no connection. */
  publish(topic: string, payload: string, options: PublishOptions): Promise<void>;
  /**
   * Filters use MQTT wildcards. Subscriptions outlive reconnects. Retained messages come after every
   * (re)connect, and may come again when somebody else subscribes to the same filter. Of several who subscribe to
   * one filter the first decides its quality.
   */
  subscribe(
    filter: string,
    receive: (message: TransportMessage) => void,
    options?: SubscribeOptions,
  ): Cancel;
  /** Called at every (re)connect, after subscriptions are in place. */
  onConnect(run: () => void): Cancel;
}
