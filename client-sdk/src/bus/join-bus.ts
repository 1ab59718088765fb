import { randomBytes } from 'node:crypto';
import { type Bus, type BusTransport, createBus, createMqttTransport } from '@vernal/bus';
import { composeBusId } from '@vernal/protocol/bus';
import type { Runtime } from '../runtime/runtime.ts';
import type { BusOptions } from './bus-options.ts';

const DEFAULT_URL = 'mqtt://127.0.0.1:1883';

/** Makes this process a participant of the bus; nothing is connected before `start()`. */
export function joinBus(
  { url = DEFAULT_URL, transport, destination }: BusOptions,
  service: { readonly app: string; readonly profiles: readonly string[] },
  { clock, timers, random, logger }: Runtime,
): Bus {
  const instance = randomBytes(16).toString('hex');
  const busId = composeBusId({
    application: service.app,
    profiles: service.profiles.join(','),
    index: 0,
    instance,
  });
  const clientId = `${service.app}-${instance}`;
  const carrier: BusTransport =
    transport ?? createMqttTransport({ url, clientId, logger, random, timers });
  return createBus({
    transport: carrier,
    busId,
    // Commits come as retained states: an event is one more hint, and polling makes up for one that is lost.
    eventQos: 0,
    clock,
    logger,
    ...(destination === undefined ? {} : { destination }),
  });
}
