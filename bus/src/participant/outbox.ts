import type { BusTransport } from '../ports/bus-transport.ts';
import { isOffline } from '../transport/offline.ts';

/** Something to be said of which only the latest counts. */
export interface Announcement {
  /** What it replaces while it waits: one announcement waits per key. */
  readonly key: string;
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

/**
 * Sends announcements and keeps those that the broker has not taken, the latest of each key, until the
 * next connect. Bounded: beyond `limit` the one that waits longest is dropped.
 */
export class Outbox {
  readonly #transport: BusTransport;
  readonly #limit: number;
  readonly #onDrop: () => void;
  readonly #waiting = new Map<string, Announcement>();
  readonly #onTheWay = new Set<Announcement>();

  constructor(transport: BusTransport, limit: number, onDrop: () => void) {
    this.#transport = transport;
    this.#limit = limit;
    this.#onDrop = onDrop;
  }

  /** How many the broker has not taken yet. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Resolves when the broker has it, or when it waits for a connection. */
  async send(announcement: Announcement): Promise<void> {
    this.#waiting.delete(announcement.key);
    this.#waiting.set(announcement.key, announcement);
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size > this.#limit && oldest !== undefined) {
      this.#waiting.delete(oldest);
      this.#onDrop();
    }
    await this.#deliver(announcement);
  }

  /** Sends all that waits. Called at every connect. */
  async flush(): Promise<void> {
    const waiting = [...this.#waiting.values()].filter((one) => !this.#onTheWay.has(one));
    await Promise.all(waiting.map((announcement) => this.#deliver(announcement)));
  }

  async #deliver(announcement: Announcement): Promise<void> {
    const { key, topic, payload, retain } = announcement;
    this.#onTheWay.add(announcement);
    try {
      await this.#transport.publish(topic, payload, { retain });
      this.#forget(key, announcement);
    } catch (error) {
      if (isOffline(error)) return;
      this.#forget(key, announcement);
      throw error;
    } finally {
      this.#onTheWay.delete(announcement);
    }
  }

  /** A later announcement of the same key stays. */
  #forget(key: string, announcement: Announcement): void {
    if (this.#waiting.get(key) === announcement) this.#waiting.delete(key);
  }
}
