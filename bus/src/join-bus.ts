import { randomBytes } from 'node:crypto';
import type { Clock, Logger, Random, Timers } from '@vernal/core';
import { defineOptions, type OptionsOf, secret, text } from '@vernal/core/options';
import { composeBusId, DEFAULT_BUS_DESTINATION } from '@vernal/protocol/bus';
import { createMqttTransport } from './adapters/mqtt-transport.ts';
import type { CountingBus } from './participant/bus-options.ts';
import { createBus } from './participant/create-bus.ts';

/** The options by which every server finds its bus. */
export const busOptions = defineOptions({
  busUrl: text('vernal.bus.url', {
    description: 'MQTT broker, e.g. mqtt://127.0.0.1:1883; no bus when not set',
  }),
  busUsername: text('vernal.bus.username', { description: 'User at the broker' }),
  busPassword: secret('vernal.bus.password', { description: 'Password at the broker' }),
  busDestination: text('spring.cloud.bus.destination', {
    default: DEFAULT_BUS_DESTINATION,
    description: 'Name of the bus: the topic of its events, and the root of all others',
  }),
  busId: text('spring.cloud.bus.id', {
    description: 'Identity on the bus; made of name, port and a random part when not set',
  }),
});

/** What {@link joinBus} takes from outside. */
export interface BusGround {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly logger: Logger;
}

/** Who joins: parts of its bus id. */
export interface BusMember {
  readonly application: string;
  /** Usually the HTTP port. */
  readonly index: number;
}

/**
 * The bus that the options name, not started; undefined when they name none.
 *
 * @throws VernalError `OPTIONS_BAD_BUS_URL`, `OPTIONS_BAD_BUS_DESTINATION`
 */
export function joinBus(
  options: OptionsOf<typeof busOptions>,
  { application, index }: BusMember,
  { clock, timers, random, logger }: BusGround,
): CountingBus | undefined {
  const { busUrl, busUsername, busPassword, busDestination } = options;
  if (busUrl === undefined) return undefined;
  const instance = randomBytes(16).toString('hex');
  const transport = createMqttTransport({
    url: busUrl,
    ...(busUsername === undefined ? {} : { username: busUsername }),
    ...(busPassword === undefined ? {} : { password: busPassword }),
    clientId: `${application}-${instance}`,
    logger,
    random,
    timers,
  });
  const busId = options.busId ?? composeBusId({ application, index, instance });
  return createBus({ transport, busId, destination: busDestination, clock, logger });
}
