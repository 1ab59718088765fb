import { randomUUID } from 'node:crypto';
import { createMqttTransport, type MqttTransportOptions } from '@vernal/bus';
import type { BusTransportHarness } from '@vernal/bus/testing';
import { busDaemon } from '@vernal/bus-broker';
import { type Logger, silentLogger } from '@vernal/core';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import request from 'supertest';

type Settings = Parameters<typeof startDaemon>[1];

/** The daemon in this process, on ports that the system chose. */
export class DaemonHarness implements BusTransportHarness {
  readonly #settings: Settings;
  readonly #logger: Logger;
  #daemon: RunningDaemon | undefined;
  #mqttPort = 0;

  constructor(settings: Settings = {}, logger: Logger = silentLogger) {
    this.#settings = settings;
    this.#logger = logger;
  }

  get mqttPort(): number {
    return this.#mqttPort;
  }

  /** To ask the HTTP side with supertest. */
  get http() {
    if (this.#daemon === undefined) throw new Error('the daemon is not started');
    return request(this.#daemon.listener);
  }

  createTransport(options: Partial<MqttTransportOptions> = {}) {
    return createMqttTransport({
      url: `mqtt://127.0.0.1:${this.#mqttPort}`,
      clientId: randomUUID(),
      logger: silentLogger,
      ...options,
    });
  }

  /** @param asUser name and password for the health details */
  async startBroker(asUser?: readonly [string, string]): Promise<void> {
    this.#daemon = await startDaemon(
      busDaemon,
      {
        'server.port': 0,
        'vernal.bus.port': this.#mqttPort,
        'management.endpoint.health.show-details': 'always',
        ...this.#settings,
      },
      { logger: this.#logger },
    );
    const asking = this.http.get('/actuator/health');
    const { body } = await (asUser === undefined ? asking : asking.auth(...asUser));
    this.#mqttPort = body.components.broker.details.port;
  }

  async stopBroker(): Promise<void> {
    await this.#daemon?.stop();
    this.#daemon = undefined;
  }

  close(): Promise<void> {
    return this.stopBroker();
  }
}
