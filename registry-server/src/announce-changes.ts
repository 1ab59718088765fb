import { randomUUID } from 'node:crypto';
import { createBus, createMqttTransport } from '@vernal/bus';
import { type Lifecycle, sequence } from '@vernal/core';
import { composeBusId } from '@vernal/protocol/bus';
import type { DaemonHost } from '@vernal/server-kit';
import { BusChangeAnnouncer } from './adapters/bus-change-announcer.ts';
import type { Registry } from './domain/registry.ts';

/** Sends every change to the bus at `busUrl`; without one it says so once and does nothing. */
export function announceChanges(
  registry: Registry,
  busUrl: string | undefined,
  host: DaemonHost,
): Lifecycle {
  const { clock, logger, random, timers } = host;
  if (busUrl === undefined) {
    logger.info('no bus is configured (vernal.bus.url): clients learn of changes by polling');
    return sequence([]);
  }
  const instance = randomUUID();
  const clientId = `vernal-registry-${instance}`;
  const transport = createMqttTransport({ url: busUrl, clientId, logger, random, timers });
  const busId = composeBusId({ application: 'vernal-registry', index: 8761, instance });
  const bus = createBus({ transport, busId, clock, logger });
  const announcer = new BusChangeAnnouncer({
    send: (change) => bus.announceRegistryChange(change),
    clock,
    timers,
    logger,
  });
  registry.onChange(({ lease }) => announcer.announce(lease.instance.app));
  return sequence([bus, announcer]);
}
