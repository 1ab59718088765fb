import type { Logger } from '@vernal/core';
import type { ReplicationRequest } from '@vernal/protocol/eureka';
import type { BatchOutcome, TaskResult } from '../domain/replication/batch-outcome.ts';
import { PeerReplication, type ReplicationRules } from '../domain/replication/peer-replication.ts';
import type { ReplicationTask, TaskTime } from '../domain/replication/replication-task.ts';
import { settleTask } from '../domain/replication/settle-task.ts';
import type { PeerExchange } from '../ports/peer-exchange.ts';
import type { PeersGround } from './peers-ground.ts';
import type { PeerState, PeerView } from './peers-view.ts';

/** What a node needs beside the ground that all share. */
export interface PeerNodeParts {
  /** Service URL without credentials. */
  readonly url: string;
  readonly exchange: PeerExchange;
  readonly rules: ReplicationRules & Pick<TaskTime, 'maxTimeMs'>;
  /** Told what became of tasks. */
  readonly count: (peer: string, result: TaskResult, tasks: number) => void;
  /** Called when the address turns out to be this registry. */
  readonly onSelf: () => void;
}

const STATES: Readonly<Record<BatchOutcome['kind'], PeerState>> = {
  answered: 'up',
  congested: 'congested',
  unreachable: 'unreachable',
  refused: 'refusing',
};

/** After these the peer does not know what it should. */
const LOST: ReadonlySet<TaskResult> = new Set(['failed', 'refused', 'expired', 'dropped']);

/** One other registry of the cluster, and what waits for it. */
export class PeerNode {
  readonly url: string;
  /** Host and port. */
  readonly name: string;
  readonly exchange: PeerExchange;
  readonly #parts: PeerNodeParts;
  readonly #ground: PeersGround;
  readonly #replication: PeerReplication;
  readonly #logger: Logger;
  #state: PeerState = 'unknown';
  #sameHash: boolean | undefined;
  #mayHaveMissed = true;

  constructor(parts: PeerNodeParts, ground: PeersGround) {
    this.url = parts.url;
    this.name = new URL(parts.url).host;
    this.exchange = parts.exchange;
    this.#parts = parts;
    this.#ground = ground;
    this.#logger = ground.logger.child({ peer: this.name });
    this.#replication = new PeerReplication(parts.rules, {
      clock: ground.clock,
      timers: ground.timers,
      send: (requests) => this.#send(requests),
      settle: (task, result) => this.#settle(task, result),
      count: (result, tasks) => this.#count(result, tasks),
    });
  }

  /** Whether the last exchange was good; undefined before the first. */
  get isUp(): boolean | undefined {
    return this.#state === 'unknown' ? undefined : this.#state === 'up';
  }

  get view(): PeerView {
    const { last, lastSuccessMs, queue, lagMs } = this.#replication.state;
    return {
      name: this.name,
      url: this.url,
      state: this.#state,
      queue,
      lagMs,
      ...(last !== undefined && last.kind !== 'answered' && { lastError: last.problem }),
      ...(lastSuccessMs !== undefined && { lastSuccessMs }),
      ...(this.#sameHash !== undefined && { sameHash: this.#sameHash }),
    };
  }

  /** Whether tasks may have got lost since the lists were last compared, one by one. */
  get mayHaveMissed(): boolean {
    return this.#mayHaveMissed;
  }

  offer(task: ReplicationTask): void {
    this.#replication.offer(task);
  }

  forget(target: string): void {
    this.#replication.forget(target);
  }

  greet(): void {
    this.#replication.greet();
  }

  /** Hands over what waits before this registry stops; a peer in trouble is not waited for. */
  async flush(): Promise<void> {
    if (this.isUp !== false) await this.#replication.flush();
  }

  /** Notes that the lists were compared one by one. */
  noteCompared(): void {
    this.#mayHaveMissed = false;
  }

  /** Notes what a comparison of hash codes gave. */
  noteHash(isSame: boolean): void {
    this.#sameHash = isSame;
  }

  stop(): void {
    this.#replication.stop();
    this.exchange.close();
  }

  async #send(requests: readonly ReplicationRequest[]): Promise<BatchOutcome> {
    const outcome = await this.exchange.replicate(requests);
    if (outcome.kind === 'self') {
      this.#parts.onSelf();
      return { kind: 'refused', problem: 'this is the registry itself' };
    }
    this.#noteState(outcome);
    return outcome;
  }

  #count(result: TaskResult, tasks: number): void {
    if (LOST.has(result)) this.#mayHaveMissed = true;
    this.#parts.count(this.name, result, tasks);
  }

  #noteState(outcome: BatchOutcome): void {
    if (outcome.kind !== 'answered') this.#mayHaveMissed = true;
    const state = STATES[outcome.kind];
    if (state === this.#state) return;
    this.#state = state;
    if (outcome.kind === 'answered') this.#logger.info('the peer answers');
    else this.#logger.warn(`the peer is ${state}`, { problem: outcome.problem });
  }

  #settle(task: ReplicationTask, result: Parameters<typeof settleTask>[1]): TaskResult {
    const { registry, clock } = this.#ground;
    const settled = settleTask(task, result, {
      registry,
      time: { nowMs: clock.now(), maxTimeMs: this.#parts.rules.maxTimeMs },
      offer: (repair) => this.offer(repair),
    });
    if (settled === 'failed') {
      const { action, appName: app, id: instanceId } = task.request;
      const { statusCode: status } = result;
      this.#logger.debug('the peer refused a task', { action, app, instanceId, status });
    }
    return settled;
  }
}
