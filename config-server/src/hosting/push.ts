import type { Pusher } from '../domain/hosting/branch-rules.ts';
import type { HostedRepository } from '../domain/hosting/hosted-repository.ts';
import type { RefUpdate } from '../domain/hosting/ref-update.ts';
import type { Judgement, PushedCommits, PushHooks } from '../ports/git-host.ts';
import type { PushGate } from './push-gate.ts';

/** What became of a ref. `failed`: nothing was said against it, but Git did not change it. */
type PushOutcome = 'accepted' | 'refused' | 'failed';

/** One ref of a push, at its end. */
export interface SettledUpdate extends RefUpdate {
  readonly outcome: PushOutcome;
  /** Why it was not accepted. */
  readonly reason?: string;
}

/** Who pushes where. */
export interface PushOrigin {
  readonly repository: HostedRepository;
  readonly pusher: Pusher;
  /** Address of the other end. */
  readonly clientIp: string | undefined;
}

/** One push from its request to its end. */
export class Push implements PushHooks {
  readonly origin: PushOrigin;
  readonly #gate: PushGate;
  #asked: readonly RefUpdate[] = [];
  #changed: readonly RefUpdate[] = [];
  #judgement: Judgement | undefined;

  constructor(origin: PushOrigin, gate: PushGate) {
    this.origin = origin;
    this.#gate = gate;
  }

  async judge(
    updates: readonly RefUpdate[],
    commits: PushedCommits,
    signal: AbortSignal,
  ): Promise<Judgement> {
    this.#asked = updates;
    this.#judgement = await this.#gate.judge({ ...this.origin, updates, commits, signal });
    return this.#judgement;
  }

  updated(updates: readonly RefUpdate[]): void {
    this.#changed = updates;
  }

  /** What became of each ref, once Git has ended; empty when Git took nothing that could be judged. */
  settled(): readonly SettledUpdate[] {
    const changed = new Set(this.#changed.map(({ ref }) => ref));
    const [reason] = this.#judgement?.lines ?? [];
    const isRefused = this.#judgement?.accepted === false;
    return this.#asked.map((update) => {
      if (changed.has(update.ref)) return { ...update, outcome: 'accepted' };
      if (!isRefused) return { ...update, outcome: 'failed', reason: 'Git did not change it' };
      return { ...update, outcome: 'refused', ...(reason === undefined ? {} : { reason }) };
    });
  }
}
