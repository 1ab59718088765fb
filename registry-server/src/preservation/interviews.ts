import type { Lifecycle } from '@vernal/core';
import type { Lease } from '../domain/lease.ts';
import type { Acquaintance, Acquaintances } from '../domain/verification/acquaintances.ts';
import { type Question, questionFor } from '../domain/verification/question.ts';
import type { InstanceProbe, ProbeAnswer } from '../ports/instance-probe.ts';

/** What came of asking an instance, and where. */
export interface InterviewResult {
  readonly answer: ProbeAnswer['kind'];
  /** `host:port`; empty when there is none to ask. */
  readonly address: string;
}

const NOWHERE: InterviewResult = { answer: 'not-allowed', address: '' };

/** Asks instances, never one twice at the same time, and remembers who answered. */
export class Interviews implements Lifecycle {
  readonly #probe: InstanceProbe;
  readonly #acquaintances: Acquaintances;
  readonly #underWay = new Map<Acquaintance, Promise<InterviewResult | undefined>>();
  readonly #stopped = new AbortController();

  constructor(probe: InstanceProbe, acquaintances: Acquaintances) {
    this.#probe = probe;
    this.#acquaintances = acquaintances;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  /** Ends those under way and lets no other begin. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#underWay.values());
  }

  /** Undefined once it is stopped: nothing must be concluded then. */
  ask(lease: Lease): Promise<InterviewResult | undefined> {
    if (this.#stopped.signal.aborted) return Promise.resolve(undefined);
    const acquaintance = this.#acquaintances.of(lease);
    const question = questionFor(lease.instance);
    if (acquaintance === undefined || question === undefined) return Promise.resolve(NOWHERE);
    let interview = this.#underWay.get(acquaintance);
    if (interview === undefined) {
      interview = this.#hold(acquaintance, question).finally(() => {
        this.#underWay.delete(acquaintance);
      });
      this.#underWay.set(acquaintance, interview);
    }
    return interview;
  }

  /** An answer is credited to the instance that holds the address, and to no other. */
  async #hold(
    acquaintance: Acquaintance,
    { url, address }: Question,
  ): Promise<InterviewResult | undefined> {
    const { signal } = this.#stopped;
    const { kind } = await this.#probe.ask(url, signal);
    if (signal.aborted) return undefined;
    if (kind === 'answered') acquaintance.answeredAt = address;
    else acquaintance.introductions += 1;
    return { answer: kind, address };
  }
}
