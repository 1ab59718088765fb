import type { Cancel, Clock, Timers } from '@vernal/core';
import type { ReplicationRequest, ReplicationResult } from '@vernal/protocol/eureka';
import type { BatchOutcome, TaskResult } from './batch-outcome.ts';
import type { ReplicationTask } from './replication-task.ts';
import { TaskQueue } from './task-queue.ts';

/** Most items of a batch, and how long the oldest waits for company (eureka-protocol 5.4). */
const BATCH_SIZE = 250;
const BATCH_DELAY_MS = 500;
const PAUSE_MS = { congested: 1_000, unreachable: 100 } as const;

/** What is left to decide about the queue of a peer. */
export interface ReplicationRules {
  /** `eureka.server.max-elements-in-peer-replication-pool`. */
  readonly capacity: number;
  /** `eureka.server.max-threads-for-peer-replication`: batches under way at once. */
  readonly maxBatches: number;
}

/** What a queue works with. */
export interface ReplicationParts {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Hands a batch to the peer. Never rejects. */
  readonly send: (requests: readonly ReplicationRequest[]) => Promise<BatchOutcome>;
  /** Told the result of each task that the peer answered; says what became of it. */
  readonly settle: (task: ReplicationTask, result: ReplicationResult) => TaskResult;
  /** Told what became of tasks. */
  readonly count: (result: TaskResult, tasks: number) => void;
}

/** How replication to the peer goes. */
export interface ReplicationState {
  readonly last: BatchOutcome | undefined;
  /** Epoch ms of the last answer. */
  readonly lastSuccessMs: number | undefined;
  /** Tasks that wait or are under way. */
  readonly queue: number;
  /** Age of the oldest of them. */
  readonly lagMs: number;
}

/**
 * Passes tasks on to one peer: in batches, several at once, but those of one instance one after the other
 * (eureka-protocol 5.4; Java may reorder them). While the peer does not answer, one batch at a time tries.
 */
export class PeerReplication {
  readonly #queue: TaskQueue;
  readonly #rules: ReplicationRules;
  readonly #parts: ReplicationParts;
  readonly #busy = new Set<string>();
  readonly #underWay = new Set<readonly ReplicationTask[]>();
  #last: BatchOutcome | undefined;
  #lastSuccessMs: number | undefined;
  #pausedUntilMs = 0;
  #wake: { readonly atMs: number; readonly cancel: Cancel } | undefined;
  #isStopped = false;

  constructor(rules: ReplicationRules, parts: ReplicationParts) {
    this.#queue = new TaskQueue(rules.capacity);
    this.#rules = rules;
    this.#parts = parts;
  }

  get state(): ReplicationState {
    const tasks = [this.#queue.oldest, ...[...this.#underWay].map(([first]) => first)];
    const nowMs = this.#parts.clock.now();
    const ages = tasks.map((task) => (task === undefined ? 0 : nowMs - task.queuedAtMs));
    return {
      last: this.#last,
      lastSuccessMs: this.#lastSuccessMs,
      queue: this.#queue.size + this.#busyTasks(),
      lagMs: Math.max(...ages),
    };
  }

  /** Returns at once. */
  offer(task: ReplicationTask): void {
    if (this.#isStopped) return;
    this.#count('dropped', this.#queue.add(task));
    // Most tasks join a batch that waits already.
    if (this.#wake === undefined || this.#queue.size >= BATCH_SIZE) this.#schedule();
  }

  /** Finds out whether the peer answers, by a batch without items. */
  greet(): void {
    if (!this.#isStopped) void this.#transmit([]);
  }

  /** Drops what waits for an instance that the cluster has cancelled meanwhile. */
  forget(target: string): void {
    this.#queue.forget(target);
  }

  /** Sends what waits without delay or another try. Resolves when the peer has answered, however. */
  async flush(): Promise<void> {
    const { batch } = this.#queue.take({ ...this.#takeRule(), limit: this.#rules.capacity });
    await Promise.all(chunksOf(batch).map((chunk) => this.#parts.send(requestsOf(chunk))));
  }

  /** Sends nothing from now on. Safe twice. */
  stop(): void {
    this.#isStopped = true;
    this.#wake?.cancel();
    this.#wake = undefined;
  }

  #schedule(): void {
    const atMs = this.#dueAtMs();
    if (atMs === undefined || (this.#wake !== undefined && this.#wake.atMs <= atMs)) return;
    this.#wake?.cancel();
    const delayMs = Math.max(0, atMs - this.#parts.clock.now());
    this.#wake = { atMs, cancel: this.#parts.timers.after(delayMs, () => this.#run()) };
  }

  /** When the next batch leaves; undefined when only an answer or a new task can change that. */
  #dueAtMs(): number | undefined {
    const { oldest } = this.#queue;
    if (this.#isStopped || oldest === undefined || !this.#mayStartBatch()) return undefined;
    const isFull = this.#queue.size >= BATCH_SIZE;
    return Math.max(isFull ? 0 : oldest.queuedAtMs + BATCH_DELAY_MS, this.#pausedUntilMs);
  }

  #mayStartBatch(): boolean {
    const isTrying = this.#last?.kind === 'congested' || this.#last?.kind === 'unreachable';
    return this.#underWay.size < (isTrying ? 1 : this.#rules.maxBatches);
  }

  #run(): void {
    this.#wake = undefined;
    for (let dueAtMs = this.#dueAtMs(); dueAtMs !== undefined; dueAtMs = this.#dueAtMs()) {
      if (dueAtMs > this.#parts.clock.now()) break;
      const { batch, expired } = this.#queue.take(this.#takeRule());
      this.#count('expired', expired);
      // All that waits belongs to instances under way: their answers start the next batch.
      if (batch.length === 0) return;
      void this.#transmit(batch);
    }
    this.#schedule();
  }

  async #transmit(batch: readonly ReplicationTask[]): Promise<void> {
    this.#underWay.add(batch);
    for (const { target } of batch) this.#busy.add(target);
    const outcome = await this.#parts.send(requestsOf(batch));
    this.#underWay.delete(batch);
    for (const { target } of batch) this.#busy.delete(target);
    if (this.#isStopped) return;
    this.#last = outcome;
    this.#settle(batch, outcome);
    this.#schedule();
  }

  #settle(batch: readonly ReplicationTask[], outcome: BatchOutcome): void {
    switch (outcome.kind) {
      case 'answered':
        this.#lastSuccessMs = this.#parts.clock.now();
        this.#settleEach(batch, outcome.results);
        break;
      case 'refused':
        this.#count('refused', batch.length);
        break;
      case 'congested':
      case 'unreachable':
        this.#pausedUntilMs = this.#parts.clock.now() + PAUSE_MS[outcome.kind];
        this.#count('dropped', this.#queue.putBack(batch));
    }
  }

  #settleEach(batch: readonly ReplicationTask[], results: readonly ReplicationResult[]): void {
    for (const [index, task] of batch.entries()) {
      const result = results[index];
      if (result !== undefined) this.#count(this.#parts.settle(task, result), 1);
    }
  }

  #takeRule() {
    const isBusy = (target: string): boolean => this.#busy.has(target);
    return { limit: BATCH_SIZE, nowMs: this.#parts.clock.now(), isBusy };
  }

  #busyTasks(): number {
    let tasks = 0;
    for (const batch of this.#underWay) tasks += batch.length;
    return tasks;
  }

  #count(result: TaskResult, tasks: number): void {
    if (tasks > 0) this.#parts.count(result, tasks);
  }
}

function requestsOf(batch: readonly ReplicationTask[]): readonly ReplicationRequest[] {
  return batch.map(({ request }) => request);
}

function chunksOf(batch: readonly ReplicationTask[]): readonly (readonly ReplicationTask[])[] {
  const count = Math.ceil(batch.length / BATCH_SIZE);
  return Array.from({ length: count }, (_, index) =>
    batch.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  );
}
