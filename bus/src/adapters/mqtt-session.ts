import { Socket } from 'node:net';
import type { Timers } from '@vernal/core';
import mqtt, { type MqttClient } from 'mqtt';
import type { SubscribeOptions } from '../ports/bus-transport.ts';
import type { MqttEndpoint } from './mqtt-endpoint.ts';

/** What a session tells its owner. `closed` is the last call, and comes exactly once. */
export interface MqttSessionEvents {
  opened(): void;
  received(topic: string, payload: Uint8Array, retained: boolean): void;
  closed(reason: string): void;
}

const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_S = 15;
const FAREWELL_MS = 1_000;

/**
 * One connection from its attempt to its end. MQTT.js would reconnect by itself, but at a fixed period,
 * not after every kind of refusal, and resending what its caller has given up on (bus-protocol C.7). So
 * a client object lives as long as one connection, and its owner decides when to make the next.
 */
export class MqttSession {
  readonly #client: MqttClient;
  readonly #timers: Timers;
  readonly #closed: Promise<void>;
  readonly #unanswered = new Set<(error: Error) => void>();

  constructor(endpoint: MqttEndpoint, events: MqttSessionEvents, timers: Timers) {
    this.#timers = timers;
    const client = connectOnce(endpoint);
    this.#client = client;
    let reason = 'the connection was closed';

    client.on('connect', () => {
      sendAtOnce(client);
      answerTogether(client);
      events.opened();
    });
    client.on('message', (topic, payload, { retain }) => events.received(topic, payload, retain));
    client.on('error', (error) => {
      reason = error.message;
      client.stream.destroy();
    });
    this.#closed = new Promise((resolve) => {
      client.once('close', () => {
        client.end(true);
        for (const reject of this.#unanswered) reject(new Error(reason));
        resolve();
        events.closed(reason);
      });
    });
  }

  /** Resolves when the broker has acknowledged it, rejects when the session ends before. */
  publish(topic: string, payload: string, retain: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#unanswered.add(reject);
      this.#client.publish(topic, payload, { qos: 1, retain }, (error) => {
        this.#unanswered.delete(reject);
        if (error) reject(error);
        else resolve();
      });
    });
  }

  /** Resolves when the broker has granted them all. */
  async subscribe(filters: Readonly<Record<string, SubscribeOptions>>): Promise<void> {
    if (Object.keys(filters).length > 0) await this.#client.subscribeAsync({ ...filters });
  }

  unsubscribe(filter: string): void {
    this.#client.unsubscribe(filter, () => undefined);
  }

  /** Says goodbye after what is on its way has arrived, or cuts a connection that does not answer. */
  async close(): Promise<void> {
    const cancel = this.#timers.after(FAREWELL_MS, () => this.#client.stream.destroy());
    if (this.#client.connected) this.#client.end();
    else this.#client.stream.destroy();
    await this.#closed;
    cancel();
  }
}

/** Small packets must not wait 40 ms for the acknowledgement of the one before. */
function sendAtOnce({ stream }: MqttClient): void {
  if (stream instanceof Socket) stream.setNoDelay(true);
}

/** What arrived together is acknowledged together: a packet each would cost a call of the system each. */
function answerTogether({ stream }: MqttClient): void {
  let isCorked = false;
  stream.on('data', () => {
    if (isCorked) return;
    isCorked = true;
    stream.cork();
    setImmediate(() => {
      isCorked = false;
      stream.uncork();
    });
  });
}

function connectOnce({ url, clientId, username, password }: MqttEndpoint): MqttClient {
  return mqtt.connect(url, {
    clientId,
    clean: true,
    protocolVersion: 4,
    keepalive: KEEP_ALIVE_S,
    connectTimeout: CONNECT_TIMEOUT_MS,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password: password.reveal() }),
  });
}
