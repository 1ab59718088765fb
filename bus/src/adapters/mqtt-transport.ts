import {
  type Cancel,
  type Logger,
  messageOf,
  type Random,
  systemRandom,
  systemTimers,
  type Timers,
} from '@vernal/core';
import type {
  BusTransport,
  PublishOptions,
  SubscribeOptions,
  TransportMessage,
} from '../ports/bus-transport.ts';
import { Backoff } from '../transport/backoff.ts';
import { ConnectListeners } from '../transport/connect-listeners.ts';
import { offlineError } from '../transport/offline.ts';
import { Subscriptions } from '../transport/subscriptions.ts';
import { type EndpointOptions, type MqttEndpoint, parseEndpoint } from './mqtt-endpoint.ts';
import type { MqttSession, MqttSessionEvents } from './mqtt-session.ts';

/** How to reach a broker, and what time and chance are. */
export interface MqttTransportOptions extends EndpointOptions {
  readonly logger: Logger;
  readonly random?: Random;
  readonly timers?: Timers;
}

/** A connection that held for so long begins again with the shortest pause when it is lost. */
const STABLE_AFTER_MS = 2_000;

const ACKNOWLEDGED: SubscribeOptions = { qos: 1 };

/**
 * The bus over any broker that speaks MQTT 3.1.1. Starts without one, comes back by itself after every
 * loss, and says so once each way.
 *
 * @throws VernalError `OPTIONS_BAD_BUS_URL`
 */
export function createMqttTransport(options: MqttTransportOptions): BusTransport {
  return new MqttTransport(options);
}

type OpenSession = (events: MqttSessionEvents) => MqttSession;

class MqttTransport implements BusTransport {
  readonly #endpoint: MqttEndpoint;
  readonly #logger: Logger;
  readonly #timers: Timers;
  readonly #backoff: Backoff;
  readonly #subscriptions: Subscriptions;
  readonly #listeners: ConnectListeners;
  #running = false;
  #connected = false;
  #lossReported = false;
  #openSession: OpenSession | undefined;
  #session: MqttSession | undefined;
  #cancelTimer: Cancel = () => undefined;

  constructor(options: MqttTransportOptions) {
    this.#endpoint = parseEndpoint(options);
    this.#logger = options.logger.child({ broker: this.#endpoint.url });
    this.#timers = options.timers ?? systemTimers;
    this.#backoff = new Backoff(options.random ?? systemRandom);
    this.#subscriptions = new Subscriptions(this.#logger);
    this.#listeners = new ConnectListeners(this.#logger);
  }

  get connected(): boolean {
    return this.#connected;
  }

  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    // MQTT.js takes a tenth of the memory of a daemon: it is loaded by those who have a broker.
    const { MqttSession } = await import('./mqtt-session.ts');
    this.#openSession = (events) => new MqttSession(this.#endpoint, events, this.#timers);
    if (this.#session === undefined) this.#open();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#connected = false;
    this.#cancelTimer();
    await this.#session?.close();
  }

  async publish(topic: string, payload: string, { retain }: PublishOptions): Promise<void> {
    const session = this.#session;
    if (session === undefined || !this.#connected) throw offlineError();
    try {
      await session.publish(topic, payload, retain);
    } catch (error) {
      throw this.#isCurrent(session) ? error : offlineError(error);
    }
  }

  subscribe(
    filter: string,
    receive: (message: TransportMessage) => void,
    options: SubscribeOptions = ACKNOWLEDGED,
  ): Cancel {
    const cancel = this.#subscriptions.add(filter, receive, options, () => {
      if (this.#connected) this.#session?.unsubscribe(filter);
    });
    if (this.#connected && this.#session !== undefined) void this.#grant(this.#session, [filter]);
    return cancel;
  }

  onConnect(run: () => void): Cancel {
    return this.#listeners.add(run);
  }

  #open(): void {
    const openSession = this.#openSession;
    if (!this.#running || openSession === undefined) return;
    const session = openSession({
      opened: () => void this.#establish(session),
      received: (topic, payload, retained) =>
        this.#subscriptions.dispatch({ topic, payload, retained }),
      closed: (reason) => this.#lose(session, reason),
    });
    this.#session = session;
  }

  async #establish(session: MqttSession): Promise<void> {
    await this.#grantAll(session);
    if (session !== this.#session || !this.#running) return;
    this.#connected = true;
    this.#cancelTimer = this.#timers.after(STABLE_AFTER_MS, () => this.#backoff.reset());
    this.#logger.info(this.#lossReported ? 'the bus is back' : 'the bus is connected');
    this.#lossReported = false;
    this.#listeners.notify();
  }

  /** Again until none is missing: a receiver may join while the broker answers. */
  async #grantAll(session: MqttSession): Promise<void> {
    const granted = new Set<string>();
    for (let wanted = this.#subscriptions.filters; wanted.length > 0; ) {
      await this.#grant(session, wanted);
      for (const filter of wanted) granted.add(filter);
      wanted = this.#subscriptions.filters.filter((filter) => !granted.has(filter));
    }
  }

  async #grant(session: MqttSession, filters: readonly string[]): Promise<void> {
    try {
      const asked = filters.map((filter) => [filter, this.#subscriptions.optionsOf(filter)]);
      await session.subscribe(Object.fromEntries(asked));
    } catch (error) {
      if (session !== this.#session) return;
      this.#logger.warn('the broker refused a subscription', { filters, error: messageOf(error) });
    }
  }

  #isCurrent(session: MqttSession): boolean {
    return session === this.#session && this.#connected;
  }

  #lose(session: MqttSession, reason: string): void {
    if (session !== this.#session) return;
    this.#connected = false;
    this.#session = undefined;
    this.#cancelTimer();
    if (!this.#running) return;
    if (!this.#lossReported) {
      this.#logger.warn('the bus is away; trying until it is back', { reason });
      this.#lossReported = true;
    }
    this.#cancelTimer = this.#timers.after(this.#backoff.nextMs(), () => this.#open());
  }
}
