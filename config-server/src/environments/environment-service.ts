import { fail, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { PropertyValue, RenderingProblem } from '@vernal/protocol/config';
import type { Backends } from '../backends/backends.ts';
import { CacheBudget } from '../domain/cache-budget.ts';
import { type AnswerCaches, answerCaches } from './answer-caches.ts';
import type { AnswerForm } from './answer-form.ts';
import { describeBrokenFile } from './broken-file.ts';
import type { CommitsInForce } from './commits-in-force.ts';
import type { InForce, NothingInForce } from './in-force.ts';
import type { LabelResolver } from './label-resolver.ts';
import {
  answerId,
  type CurrentAnswer,
  type PreparedAnswer,
  prepareAnswer,
  type RememberedAnswer,
} from './prepared-answer.ts';

/** For a service that shares no memory with others. */
const OWN_CACHE_BYTES = 64 * 1024 * 1024;
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
  readonly backends: Backends;
  readonly labels: LabelResolver;
  readonly commitsInForce: CommitsInForce;
  /** `spring.cloud.config.server.accept-empty`: whether no source at all is an answer. */
  readonly acceptEmpty: boolean;
  /** What stands for an empty list, see `AnswerRules`; the empty text when not set. */
  readonly emptyList?: PropertyValue;
  /** Memory of its own, 64 MB, when not set. */
  readonly answers?: AnswerCaches['answers'];
}

/** Answers environment queries. */
export class EnvironmentService {
  readonly #parts: EnvironmentServiceParts;
  readonly #prepared: AnswerCaches['answers'];

  constructor(parts: EnvironmentServiceParts) {
    this.#parts = parts;
    this.#prepared = parts.answers ?? answerCaches(new CacheBudget(OWN_CACHE_BYTES)).answers;
  }

  /** The answer of then, if it still holds: its label can't have moved since. Costs microseconds. */
  recall(
    { id, stamp }: RememberedAnswer,
    toldCommit: string | undefined,
  ): PreparedAnswer | undefined {
    const answer = this.#prepared.get(id);
    if (answer === undefined || stamp === undefined) return undefined;
    if (toldCommit !== undefined && toldCommit !== answer.revision) return undefined;
    return stamp === this.#parts.labels.stampOf(answer.key) ? answer : undefined;
  }

  async answer(request: EnvironmentRequest): Promise<Outcome<CurrentAnswer, NoEnvironment>> {
    const { backends, labels, commitsInForce, acceptEmpty } = this.#parts;
    const { key } = request;
    await backends.refresh(key);
    await this.#fetchToldCommit(key, request.toldCommit);
    const stamp = labels.stampOf(key);
    const inForce = await commitsInForce.settle(key);
    if (!inForce.ok) return inForce;
    if (!acceptEmpty && inForce.value.environment.layers.length === 0) {
      return fail({ kind: 'empty' });
    }
    const isPassing = inForce.value.brokenFile?.isPassing === true;
    return this.#prepare(request, inForce.value, isPassing ? undefined : stamp);
  }

  /** What is served for a key now, for answers that are not kept. */
  async inForce(key: ConfigKey): Promise<Outcome<InForce, NothingInForce>> {
    await this.#parts.backends.refresh(key);
    return this.#parts.commitsInForce.settle(key);
  }

  /** Epoch ms at which a commit was made that one of the key's repositories has; undefined when none has it. */
  async committedAt(key: ConfigKey, commit: string): Promise<number | undefined> {
    for (const { repository } of this.#parts.backends.of(key)) {
      if ((await repository.commitOf(commit)) !== undefined) return repository.committedAt(commit);
    }
    return undefined;
  }

  /** Writes the bytes anew only when they are others. */
  #prepare(
    { key, form }: EnvironmentRequest,
    inForce: InForce,
    stamp?: string,
  ): Outcome<CurrentAnswer, NoEnvironment> {
    const { emptyList = '' } = this.#parts;
    const known = this.#prepared.get(answerId(key, form, inForce.revision));
    const made =
      known === undefined ? prepareAnswer(key, form, inForce, emptyList) : succeed(known);
    if (!made.ok) return fail({ kind: 'unwritable', problem: describeRendering(made.problem) });
    if (known === undefined) this.#prepared.set(made.value.id, made.value);
    const problem = inForce.brokenFile && describeBrokenFile(inForce.brokenFile);
    return succeed({
      ...made.value,
      ...(stamp === undefined ? {} : { stamp }),
      ...(problem === undefined ? {} : { problem }),
    });
  }

  async #fetchToldCommit(key: ConfigKey, revision: string | undefined): Promise<void> {
    const commits = revision?.split(',') ?? [];
    if (commits.length === 0 || !commits.every((commit) => COMMIT_ID.test(commit))) return;
    const { backends, commitsInForce } = this.#parts;
    // So it is when a fleet asks after a push: Git need not be asked for each of them.
    if (commitsInForce.isAt(key, commits.join())) return;
    const repositories = backends.of(key).map(({ repository }) => repository);
    // Its objects may be there before its label moves: a fetch brings both.
    if (commitsInForce.isBehind(key, commits.join())) return backends.fetchFor(key);
    for (const commit of commits) {
      const known = await Promise.all(repositories.map((one) => one.commitOf(commit)));
      if (known.every((one) => one === undefined)) return backends.fetchFor(key);
    }
  }
}

function describeRendering(problem: RenderingProblem): string {
  const what = 'key' in problem ? problem.key : problem.placeholder;
  return `${what} ${problem.problem}`;
}
