import type { Cancel } from '@vernal/core';
import type { TransportMessage } from '../ports/bus-transport.ts';
import { filterSelects } from '../transport/topic-filter.ts';

/** What the hub needs of a transport that joined it. */
export interface MemoryMember {
  receive(message: TransportMessage): void;
  /** The connection is there: retained messages may be fetched. */
  connect(): void;
  /** Every member is connected: news may be told. */
  tellConnected(): void;
  disconnect(): void;
}

/** A broker within this process: fan-out and retained messages, and an outage on request. */
export class MemoryHub {
  readonly #members = new Set<MemoryMember>();
  readonly #retained = new Map<string, Uint8Array>();
  #online = true;

  get online(): boolean {
    return this.#online;
  }

  /** From now on nobody has a connection. What was retained stays, as on a broker with a disk. */
  goOffline(): void {
    if (!this.#online) return;
    this.#online = false;
    for (const member of [...this.#members]) member.disconnect();
  }

  /** Ends the outage: every member connects again. */
  goOnline(): void {
    if (this.#online) return;
    this.#online = true;
    const members = [...this.#members];
    for (const member of members) member.connect();
    for (const member of members) member.tellConnected();
  }

  join(member: MemoryMember): Cancel {
    this.#members.add(member);
    return () => this.#members.delete(member);
  }

  publish(topic: string, payload: Uint8Array, retain: boolean): void {
    if (retain && payload.byteLength === 0) this.#retained.delete(topic);
    else if (retain) this.#retained.set(topic, payload);
    for (const member of [...this.#members]) member.receive({ topic, payload, retained: false });
  }

  /** The retained messages that a new subscription gets. */
  retainedFor(filter: string): readonly TransportMessage[] {
    return [...this.#retained]
      .filter(([topic]) => filterSelects(filter, topic))
      .map(([topic, payload]) => ({ topic, payload, retained: true }));
  }
}
