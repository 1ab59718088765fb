import { randomUUID } from 'node:crypto';
import type { Bus } from '@vernal/bus';
import { type Clock, type Logger, messageOf } from '@vernal/core';
import { createRefreshEvent, normalizeDestination } from '@vernal/protocol/bus';
import { namesOf } from '../domain/config-query.ts';
import type { Announcements } from '../ports/announcements.ts';
import type { KnownKey } from '../ports/key-store.ts';

/** Of more names than that everyone is told, once. */
const MAX_NAMED = 1_000;
const EVERYONE = '*';

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

  async refresh(applications: readonly string[]): Promise<void> {
    const told = applications.length > MAX_NAMED ? [EVERYONE] : applications;
    try {
      for (const application of told) await this.#send(application, randomUUID());
    } catch (error) {
      this.#parts.logger.warn('could not publish a refresh event', { error: messageOf(error) });
    }
  }

  /** A key that lists several applications tells each of them. */
  async #publish(applications: string, eventId: string): Promise<void> {
    for (const [index, application] of namesOf(applications).entries()) {
      await this.#send(application, index === 0 ? eventId : `${eventId}-${index}`);
    }
  }

  async #send(application: string, id: string): Promise<void> {
    const { bus, clock } = this.#parts;
    const stamp = { id, timestamp: clock.now(), originService: bus.busId };
    await bus.publishEvent(createRefreshEvent(stamp, normalizeDestination(application)));
  }
}
