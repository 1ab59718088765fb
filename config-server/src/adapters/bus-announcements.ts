import { createHash, randomUUID } from 'node:crypto';
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

  eventIdFor(application: string, change: string): string {
    const eventId = this.#pending.get(application) ?? uuidOf(`${application} ${change}`);
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

  /** All at once: the broker takes them in the time of one. What it does not take stays pending. */
  async publishRefreshes(applications: Iterable<string>): Promise<readonly string[]> {
    if (!this.#parts.bus.connected) return [];
    const sending: Promise<string[]>[] = [];
    for (const application of applications) {
      const eventId = this.#pending.get(application);
      if (eventId !== undefined) sending.push(this.#tell(application, eventId));
    }
    return (await Promise.all(sending)).flat();
  }

  async refresh(applications: readonly string[]): Promise<void> {
    const told = applications.length > MAX_NAMED ? [EVERYONE] : applications;
    try {
      for (const application of told) await this.#send(application, randomUUID());
    } catch (error) {
      this.#parts.logger.warn('could not publish a refresh event', { error: messageOf(error) });
    }
  }

  /** The id of the event once it is sent; it stays pending when it can't be. */
  async #tell(applications: string, eventId: string): Promise<string[]> {
    this.#pending.delete(applications);
    try {
      await this.#publish(applications, eventId);
      return [eventId];
    } catch (error) {
      if (!this.#pending.has(applications)) this.#pending.set(applications, eventId);
      const fields = { application: applications, error: messageOf(error) };
      this.#parts.logger.warn('could not publish a refresh event', fields);
      return [];
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

/** A UUID that says the same for the same text (RFC 9562, version 8). */
function uuidOf(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex');
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`];
  return [...parts, `a${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
}
