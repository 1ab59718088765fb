import { randomUUID } from 'node:crypto';
import type { Announcements } from '../ports/announcements.ts';

/** Without a bus nobody is told; services find out when they ask. */
export const noAnnouncements: Announcements = {
  eventIdFor: () => randomUUID(),
  announceState: () => undefined,
  resume: () => undefined,
  publishRefreshes: () => Promise.resolve([]),
  refresh: () => Promise.resolve(),
};
