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
export class Interviews {
  readonly #probe: InstanceProbe;
  readonly #acquaintances: Acquaintances;
  readonly #underWay = new Map<Acquaintance, Promise<InterviewResult>>();

  constructor(probe: InstanceProbe, acquaintances: Acquaintances) {
    this.#probe = probe;
    this.#acquaintances = acquaintances;
  }

  ask(lease: Lease, signal: AbortSignal): Promise<InterviewResult> {
    const acquaintance = this.#acquaintances.of(lease);
    const question = questionFor(lease.instance);
    if (acquaintance === undefined || question === undefined) return Promise.resolve(NOWHERE);
    let interview = this.#underWay.get(acquaintance);
    if (interview === undefined) {
      interview = this.#hold(acquaintance, question, signal).finally(() => {
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
    signal: AbortSignal,
  ): Promise<InterviewResult> {
    const { kind } = await this.#probe.ask(url, signal);
    if (kind === 'answered') acquaintance.answeredAt = address;
    else if (!signal.aborted) acquaintance.introductions += 1;
    return { answer: kind, address };
  }
}
