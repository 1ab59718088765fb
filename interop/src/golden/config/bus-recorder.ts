import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMqttTransport } from '@vernal/bus';
import { busDaemon } from '@vernal/bus-broker';
import { silentLogger } from '@vernal/core';
import { freePort } from '@vernal/core/testing';
import { startDaemon } from '@vernal/server-kit';

/** Spring's events go here by default. */
const EVENTS = 'springCloudBus';
/** What arrives here was published after all events that the server had handed to the broker. */
const FENCE = 'golden/fence';
const CONNECT_ATTEMPTS = 500;
const PAUSE_MS = 10;

/** An event on the bus, as far as the recordings tell. */
export interface BusEvent {
  readonly type: string;
  readonly destinationService: string;
}

/** A broker that keeps what a config server publishes. */
export interface BusRecorder {
  readonly url: string;
  /** Resolves when a server has connected; rejects when none comes. */
  untilServerConnected(): Promise<void>;
  /** The events since the last call, in order. */
  take(): Promise<readonly BusEvent[]>;
  stop(): Promise<void>;
}

/** Starts a broker with its data below `folder`. */
export async function startBusRecorder(folder: string): Promise<BusRecorder> {
  const port = await freePort();
  const url = `mqtt://127.0.0.1:${port}`;
  const broker = await startDaemon(
    busDaemon,
    {
      'server.port': 0,
      'vernal.bus.port': port,
      'vernal.data-dir': join(folder, 'bus'),
      'management.endpoint.health.show-details': 'always',
    },
    { logger: silentLogger },
  );
  const listener = await listen(url);
  return {
    url,
    take: listener.take,
    untilServerConnected: () => untilClients(broker.url, 2),
    async stop() {
      await listener.stop();
      await broker.stop();
    },
  };
}

async function listen(url: string) {
  const transport = createMqttTransport({ url, clientId: 'recorder', logger: silentLogger });
  const events: BusEvent[] = [];
  let passFence = (): void => undefined;
  transport.subscribe(EVENTS, ({ payload }) => {
    const { type, destinationService } = JSON.parse(Buffer.from(payload).toString()) as BusEvent;
    events.push({ type, destinationService });
  });
  transport.subscribe(FENCE, () => passFence());
  const connected = new Promise<void>((resolve) => transport.onConnect(resolve));
  await transport.start();
  await connected;
  return {
    async take(): Promise<readonly BusEvent[]> {
      const passed = new Promise<void>((resolve) => {
        passFence = resolve;
      });
      await transport.publish(FENCE, '', { retain: false });
      await passed;
      return events.splice(0);
    },
    stop: () => transport.stop(),
  };
}

async function untilClients(brokerUrl: string, wanted: number): Promise<void> {
  for (let attempt = 0; attempt < CONNECT_ATTEMPTS; attempt += 1) {
    const response = await fetch(`${brokerUrl}/actuator/health/broker`);
    const { details } = (await response.json()) as { details: { clients: number } };
    if (details.clients >= wanted) return;
    await sleep(PAUSE_MS);
  }
  throw new Error('the config server did not connect to the bus');
}
