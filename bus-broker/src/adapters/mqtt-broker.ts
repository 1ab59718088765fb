import type { EventEmitter } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { type Lifecycle, type Logger, messageOf, VernalError } from '@vernal/core';
import { type Authenticator, describeListenProblem } from '@vernal/server-kit';
import { Aedes, type AuthenticateHandler } from 'aedes';
import type { BrokerTraffic } from '../ports/broker-traffic.ts';
import { BrokerCensus } from './broker-census.ts';
import { CorkedStreams } from './corked-streams.ts';
import { PacketMeter } from './packet-meter.ts';
import { RetainedByTopic } from './retained-by-topic.ts';

/** Where the broker listens, who may come in, and its limits. */
export interface MqttBrokerOptions {
  readonly port: number;
  readonly address: string;
  readonly maxConnections: number;
  readonly maxPacketBytes: number;
  readonly authenticator: Authenticator;
  /** Who wants the port, for the message when it is in use. */
  readonly wantedBy: string;
  readonly logger: Logger;
}

/** Time for the first packet, and for a subscriber that has stopped reading to read on. */
const CONNECT_TIMEOUT_MS = 10_000;
const DRAIN_TIMEOUT_MS = 5_000;

/** An MQTT 3.1.1 broker that listens from `start()` to `stop()`. Everything it keeps is in memory. */
export class MqttBroker implements Lifecycle {
  readonly #options: MqttBrokerOptions;
  readonly #broker: Aedes;
  readonly #census: BrokerCensus;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #limitReported = false;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: MqttBrokerOptions) {
    const corkedStreams = new CorkedStreams();
    this.#options = options;
    this.#broker = new Aedes({
      connectTimeout: CONNECT_TIMEOUT_MS,
      drainTimeout: DRAIN_TIMEOUT_MS,
      persistence: new RetainedByTopic(),
      authenticate: authenticateWith(options.authenticator, options.logger),
      authorizeForward: (client, packet) => {
        corkedStreams.cork(client.conn);
        return packet;
      },
    });
    this.#census = new BrokerCensus(this.#broker);
    this.#server = createServer({ noDelay: true, keepAlive: true }, (socket) =>
      this.#accept(socket),
    );
    this.#server.maxConnections = options.maxConnections;
    this.#reportProblems();
  }

  get traffic(): BrokerTraffic {
    const address = this.#server.address();
    const { clients, subscriptions, retained, published, refused } = this.#census;
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    return { port, clients, subscriptions, retained, published, refused };
  }

  start(): Promise<void> {
    this.#starting ??= this.#open();
    return this.#starting;
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#close();
    return this.#stopping;
  }

  async #open(): Promise<void> {
    await this.#broker.listen();
    await this.#listen();
    this.#options.logger.info('the broker accepts MQTT connections', {
      address: this.#options.address,
      port: this.traffic.port,
    });
  }

  #listen(): Promise<void> {
    const { port, address, wantedBy } = this.#options;
    return new Promise((resolve, reject) => {
      const refuse = (error: Error) => {
        const wanted = { port, address, wantedBy: `${wantedBy} (MQTT)`, option: 'vernal.bus.port' };
        const problem = describeListenProblem(error, wanted);
        reject(new VernalError('BUS_CANNOT_LISTEN', problem, { cause: error }));
      };
      this.#server.once('error', refuse);
      this.#server.listen(port, address, () => {
        this.#server.off('error', refuse);
        resolve();
      });
    });
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    this.#broker.handle(socket);
    // After aedes, which reads the socket: what it reads passes here first, and nothing is copied.
    const meter = new PacketMeter(this.#options.maxPacketBytes);
    socket.on('data', (chunk: Buffer) => {
      if (!meter.accept(chunk)) socket.destroy(new Error('a packet is too large'));
    });
  }

  async #close(): Promise<void> {
    if (this.#starting === undefined) return;
    await this.#starting.catch(() => undefined);
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    await new Promise<void>((resolve) => {
      this.#broker.close(() => resolve());
    });
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #reportProblems(): void {
    const { logger, maxConnections } = this.#options;
    const refuse = (client: { readonly id: string }, error: Error) => {
      this.#census.refused += 1;
      logger.debug('a connection ended with an error', {
        client: client.id,
        error: messageOf(error),
      });
    };
    this.#broker.on('clientError', refuse);
    this.#broker.on('connectionError', refuse);
    this.#server.on('drop', () => {
      this.#census.refused += 1;
      if (this.#limitReported) return;
      this.#limitReported = true;
      logger.warn('refuses connections: vernal.bus.max-connections are open', { maxConnections });
    });
    const emitter: EventEmitter = this.#broker;
    emitter.on('error', (error: unknown) => {
      logger.error('the broker failed on a message', { error: messageOf(error) });
    });
  }
}

/** The users of the HTTP side; everybody when none are configured. */
function authenticateWith(authenticator: Authenticator, logger: Logger): AuthenticateHandler {
  async function isUser(name: string, password: string): Promise<boolean> {
    return (await authenticator.authenticate({ name, password })) !== undefined;
  }

  return (_client, name = '', password, done) => {
    if (!authenticator.required) {
      done(null, true);
      return;
    }
    isUser(name, password?.toString('utf8') ?? '').then(
      (known) => done(null, known),
      (error: unknown) => {
        logger.error('could not check credentials', { error: messageOf(error) });
        done(null, false);
      },
    );
  };
}
