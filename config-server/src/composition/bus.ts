import { type Bus, joinBus } from '@vernal/bus';
import type { DaemonHost } from '@vernal/server-kit';
import { BusAnnouncements } from '../adapters/bus-announcements.ts';
import { noAnnouncements } from '../adapters/no-announcements.ts';
import type { ConfigOptions } from '../config-options.ts';
import type { Announcements } from '../ports/announcements.ts';

/** How others are told of changes, and heard. */
export interface BusLink {
  readonly bus: Bus | undefined;
  readonly announcements: Announcements;
}

/** The bus, if one is configured; without one it says so once. */
export function joinServerBus(options: ConfigOptions, host: DaemonHost): BusLink {
  const { clock, logger } = host;
  const bus = joinBus(options, { application: 'vernal-config', index: 8888 }, host);
  if (bus !== undefined)
    return { bus, announcements: new BusAnnouncements({ bus, clock, logger }) };
  logger.info('no bus is configured (vernal.bus.url): nobody is told of changes');
  return { bus, announcements: noAnnouncements };
}
