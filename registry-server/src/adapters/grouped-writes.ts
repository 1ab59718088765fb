import type { InstanceInfo } from '@vernal/protocol/eureka';
import { type InstanceName, instanceKey } from '../domain/instance-key.ts';

/** What to record of one instance: what to keep, or nothing to forget the one kept. */
export interface Change extends InstanceName {
  readonly instance?: InstanceInfo;
}

/** Groups changes: the first is written at once, and what comes meanwhile goes into the next write together. */
export class GroupedWrites {
  readonly #write: (changes: Iterable<Change>) => Promise<void>;
  /** Of several changes of one instance the last counts. */
  #waiting = new Map<string, Change>();
  #writing: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /** @param write never rejects */
  constructor(write: (changes: Iterable<Change>) => Promise<void>) {
    this.#write = write;
  }

  add(change: Change): void {
    this.#waiting.set(instanceKey(change), change);
    this.#next ??= (this.#writing ?? Promise.resolve()).then(() => this.#writeNext());
  }

  /** Resolves when everything added until now was written. */
  flushed(): Promise<void> {
    return this.#next ?? this.#writing ?? Promise.resolve();
  }

  #writeNext(): Promise<void> {
    const changes = this.#waiting;
    this.#waiting = new Map();
    this.#next = undefined;
    this.#writing = this.#write(changes.values()).finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }
}
