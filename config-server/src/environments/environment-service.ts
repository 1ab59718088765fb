import { fail, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { RenderingProblem } from '@vernal/protocol/config';
import { configKeyText } from '../domain/config-query.ts';
import { RecentMap } from '../domain/recent-map.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';
import type { AnswerForm } from './answer-form.ts';
import { describeBrokenFile } from './broken-file.ts';
import type { CommitsInForce, InForce, NothingInForce } from './commits-in-force.ts';
import type { LabelResolver } from './label-resolver.ts';
import { type PreparedAnswer, prepareAnswer } from './prepared-answer.ts';

const REMEMBERED_ANSWERS = 2_000;
const COMMIT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Why there is no environment. */
export type NoEnvironment =
  | NothingInForce
  /** No property source at all; only with `accept-empty=false`. */
  | { readonly kind: 'empty' }
  /** The environment exists, but not in this form. */
  | { readonly kind: 'unwritable'; readonly problem: string };

/** A query, and what its sender knows already. */
export interface EnvironmentRequest {
  readonly key: ConfigKey;
  readonly form: AnswerForm;
  /** The commit that the bus told the sender of: a server that lacks it fetches first. */
  readonly toldCommit?: string;
}

/** What the service works with. */
export interface EnvironmentServiceParts {
  readonly repository: ConfigRepository;
  readonly labels: LabelResolver;
  readonly commitsInForce: CommitsInForce;
  /** `spring.cloud.config.server.accept-empty`: whether no source at all is an answer. */
  readonly acceptEmpty: boolean;
}

/** Answers environment queries. */
export class EnvironmentService {
  readonly #parts: EnvironmentServiceParts;
  readonly #prepared = new RecentMap<string, PreparedAnswer>(REMEMBERED_ANSWERS);

  constructor(parts: EnvironmentServiceParts) {
    this.#parts = parts;
  }

  /** Whether an answer still holds: its label can't have moved since. Costs microseconds. */
  isCurrent(answer: PreparedAnswer, toldCommit: string | undefined): boolean {
    if (toldCommit !== undefined && toldCommit !== answer.revision) return false;
    const { stamp, key } = answer;
    return stamp !== undefined && stamp === this.#parts.labels.stampOf(key.label);
  }

  async answer(request: EnvironmentRequest): Promise<Outcome<PreparedAnswer, NoEnvironment>> {
    const { repository, labels, commitsInForce, acceptEmpty } = this.#parts;
    const { key } = request;
    await repository.refresh();
    await this.#fetchToldCommit(request.toldCommit);
    const stamp = labels.stampOf(key.label);
    const inForce = await commitsInForce.settle(key);
    if (!inForce.ok) return inForce;
    if (!acceptEmpty && inForce.value.environment.layers.length === 0) {
      return fail({ kind: 'empty' });
    }
    return this.#prepare(request, inForce.value, stamp);
  }

  /** What is served for a key now, for answers that are not kept. */
  async inForce(key: ConfigKey): Promise<Outcome<InForce, NothingInForce>> {
    await this.#parts.repository.refresh();
    return this.#parts.commitsInForce.settle(key);
  }

  /** Writes the bytes anew only when they are others. */
  #prepare(
    { key, form }: EnvironmentRequest,
    inForce: InForce,
    stamp?: string,
  ): Outcome<PreparedAnswer, NoEnvironment> {
    const memoKey = JSON.stringify([form.id, configKeyText(key), inForce.revision]);
    const known = this.#prepared.get(memoKey);
    const made = known === undefined ? prepareAnswer(key, form, inForce) : succeed(known);
    if (!made.ok) return fail({ kind: 'unwritable', problem: describeRendering(made.problem) });
    this.#prepared.set(memoKey, made.value);
    const problem = inForce.brokenFile && describeBrokenFile(inForce.brokenFile);
    return succeed({
      ...made.value,
      ...(stamp === undefined ? {} : { stamp }),
      ...(problem === undefined ? {} : { problem }),
    });
  }

  async #fetchToldCommit(commit: string | undefined): Promise<void> {
    if (commit === undefined || !COMMIT_ID.test(commit)) return;
    const { repository } = this.#parts;
    if ((await repository.commitOf(commit)) === undefined) await repository.fetch();
  }
}

function describeRendering(problem: RenderingProblem): string {
  const what = 'key' in problem ? problem.key : problem.placeholder;
  return `${what} ${problem.problem}`;
}
