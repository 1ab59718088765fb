import { createBus, createMqttTransport } from '@vernal/bus';
import { silentLogger, systemClock } from '@vernal/core';

/** Someone on the bus who notes when refresh events come. */
export interface EventListener {
  /** When each of so many applications had been told, in milliseconds since 1970; once the last one is. */
  told(applications: number): Promise<readonly number[]>;
  stop(): Promise<void>;
}

/** Listens for the refresh events of some applications. */
export async function listenForEvents(
  busUrl: string,
  applications: readonly string[],
): Promise<EventListener> {
  const transport = createMqttTransport({
    url: busUrl,
    clientId: `bench-${process.pid}`,
    logger: silentLogger,
  });
  const bus = createBus({
    transport,
    busId: 'bench:0:listener',
    configNames: applications,
    clock: systemClock,
    logger: silentLogger,
  });
  const times = new Map<string, number>();
  let onEvent = (): void => undefined;
  bus.onEvent((event) => {
    const whom = event.type === 'custom' ? '' : (event.destinationService ?? '');
    if (!times.has(whom)) times.set(whom, Date.now());
    onEvent();
  });
  const connected = new Promise<void>((resolve) => bus.onConnect(resolve));
  await bus.start();
  await connected;
  return {
    told: (count) => {
      times.clear();
      return new Promise((resolve) => {
        onEvent = () => {
          if (times.size >= count) resolve([...times.values()]);
        };
      });
    },
    stop: () => bus.stop(),
  };
}
