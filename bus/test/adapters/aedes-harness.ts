import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { createMqttTransport, type MqttTransportOptions } from '@vernal/bus';
import type { BusTransportHarness } from '@vernal/bus/testing';
import { silentLogger } from '@vernal/core';
import { Aedes, type AedesOptions } from 'aedes';

/** An aedes on loopback that can be taken away and brought back on the same port. */
export class AedesHarness implements BusTransportHarness {
  readonly #options: AedesOptions;
  readonly #sockets = new Set<net.Socket>();
  #broker: Aedes | undefined;
  #server: net.Server | undefined;
  #port = 0;

  constructor(options: AedesOptions = {}) {
    this.#options = options;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.#port}`;
  }

  createTransport(options: Partial<MqttTransportOptions> = {}) {
    return createMqttTransport({
      url: this.url,
      clientId: randomUUID(),
      logger: silentLogger,
      ...options,
    });
  }

  async startBroker(): Promise<void> {
    const broker = await Aedes.createBroker(this.#options);
    const server = net.createServer({ noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      broker.handle(socket);
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as net.AddressInfo).port;
    this.#broker = broker;
    this.#server = server;
  }

  async stopBroker(): Promise<void> {
    const [broker, server] = [this.#broker, this.#server];
    if (broker === undefined || server === undefined) return;
    this.#broker = undefined;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    await new Promise<void>((resolve) => broker.close(resolve));
  }

  close(): Promise<void> {
    return this.stopBroker();
  }
}
