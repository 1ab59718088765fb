import { randomUUID } from 'node:crypto';
import type { Bus } from '@vernal/bus';
import { type Clock, type Logger, messageOf } from '@vernal/core';
import { createRefreshEvent, normalizeDestination } from '@vernal/protocol/bus';
import { namesOf } from '../domain/config-query.ts';
import type { Announcements } from '../ports/announcements.ts';
import type { KnownKey } from '../ports/key-store.ts';

/** What announcements go through. */
export interface BusAnnouncementsParts {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Announces over the bus: the state retained per key, and Spring's refresh event once per application. */
export class BusAnnouncements implements Announcements {
  readonly #parts: BusAnnouncementsParts;
  /** Application to the id of its next event. */
  readonly #pending = new Map<string, string>();

  constructor(parts: BusAnnouncementsParts) {
    this.#parts = parts;
  }

  eventIdFor(application: string): string {
    const eventId = this.#pending.get(application) ?? randomUUID();
    this.#pending.set(application, eventId);
    return eventId;
  }

  announceState(known: KnownKey): void {
    const { application, profiles, label, announced, changedKeys, changedAt, eventId } = known;
    const state = { application, profiles, label, changedKeys, changedAt, eventId };
    this.#parts.bus.announceState({ ...state, commit: announced }).catch((error: unknown) => {
      this.#parts.logger.warn('could not announce a commit', {
        application,
        error: messageOf(error),
      });
    });
  }

  resume(known: KnownKey): void {
    this.#pending.set(known.application, known.eventId);
  }

  async publishRefreshes(): Promise<ReadonlySet<string>> {
    const told = new Set<string>();
    if (!this.#parts.bus.connected) return told;
    for (const [applications, eventId] of [...this.#pending]) {
      this.#pending.delete(applications);
      try {
        await this.#publish(applications, eventId);
        told.add(eventId);
      } catch (error) {
        this.#pending.set(applications, eventId);
        const fields = { application: applications, error: messageOf(error) };
        this.#parts.logger.warn('could not publish a refresh event', fields);
      }
    }
    return told;
  }

  /** A key that lists several applications tells each of them. */
  async #publish(applications: string, eventId: string): Promise<void> {
    const { bus, clock } = this.#parts;
    for (const [index, application] of namesOf(applications).entries()) {
      const id = index === 0 ? eventId : `${eventId}-${index}`;
      const stamp = { id, timestamp: clock.now(), originService: bus.busId };
      await bus.publishEvent(createRefreshEvent(stamp, normalizeDestination(application)));
    }
  }
}
