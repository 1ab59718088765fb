import type { ReplicationTask } from './replication-task.ts';

/** What may leave the queue now. */
export interface TakeRule {
  readonly limit: number;
  readonly nowMs: number;
  /** Instances of which a task is under way: theirs wait, so that none overtakes another. */
  readonly isBusy: (target: string) => boolean;
}

/** What left the queue. */
export interface Taken {
  readonly batch: readonly ReplicationTask[];
  /** How many were too old to send. */
  readonly expired: number;
}

/**
 * What waits for one peer, oldest first (eureka-protocol 5.4). Keys are unique; adding and replacing cost O(1),
 * taking costs what is taken and skipped.
 */
export class TaskQueue {
  /** In order, by key. */
  #tasks = new Map<string, ReplicationTask>();
  /** Key of the last task of each instance. */
  readonly #lastOf = new Map<string, string>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#tasks.size;
  }

  get oldest(): ReplicationTask | undefined {
    return this.#tasks.values().next().value;
  }

  /** Adds a task; gives how many old ones had to go for it. */
  add(task: ReplicationTask): number {
    const older = this.#tasks.get(task.key);
    if (older !== undefined && this.#lastOf.get(task.target) === task.key) {
      this.#tasks.set(task.key, { ...task, queuedAtMs: older.queuedAtMs });
      return 0;
    }
    // In place it would overtake what the same instance did in between: a Cancel would undo a newer Register.
    this.#tasks.delete(task.key);
    this.#append(task);
    return this.#dropOverflow();
  }

  /** Removes up to `limit` tasks from the front. */
  take({ limit, nowMs, isBusy }: TakeRule): Taken {
    const batch: ReplicationTask[] = [];
    let expired = 0;
    for (const task of this.#tasks.values()) {
      if (batch.length === limit) break;
      if (task.expiresAtMs <= nowMs) {
        this.#remove(task);
        expired += 1;
      } else if (!isBusy(task.target)) {
        this.#remove(task);
        batch.push(task);
      }
    }
    return { batch, expired };
  }

  /** Puts tasks back in front, except those that a newer one stands for; gives how many the buffer lost. */
  putBack(batch: readonly ReplicationTask[]): number {
    const waiting = this.#tasks;
    this.#tasks = new Map();
    const hadLast = new Set(this.#lastOf.keys());
    for (const task of batch) {
      if (waiting.has(task.key)) continue;
      this.#tasks.set(task.key, task);
      if (!hadLast.has(task.target)) this.#lastOf.set(task.target, task.key);
    }
    for (const [key, task] of waiting) this.#tasks.set(key, task);
    return this.#dropOverflow();
  }

  /** Drops what waits for one instance. */
  forget(target: string): void {
    if (!this.#lastOf.has(target)) return;
    for (const task of this.#tasks.values()) {
      if (task.target === target) this.#remove(task);
    }
  }

  #append(task: ReplicationTask): void {
    this.#tasks.set(task.key, task);
    this.#lastOf.set(task.target, task.key);
  }

  #remove(task: ReplicationTask): void {
    this.#tasks.delete(task.key);
    if (this.#lastOf.get(task.target) === task.key) this.#lastOf.delete(task.target);
  }

  #dropOverflow(): number {
    let dropped = 0;
    for (const task of this.#tasks.values()) {
      if (this.#tasks.size <= this.#capacity) break;
      this.#remove(task);
      dropped += 1;
    }
    return dropped;
  }
}
