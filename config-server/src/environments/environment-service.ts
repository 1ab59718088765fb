import { fail, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import { configKeyText } from '../domain/config-query.ts';
import { RecentMap } from '../domain/recent-map.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';
import { describeBrokenFile } from './broken-file.ts';
import type { CommitsInForce, InForce, NothingInForce } from './commits-in-force.ts';
import type { LabelResolver } from './label-resolver.ts';
import { type EnvironmentMedia, type PreparedAnswer, prepareAnswer } from './prepared-answer.ts';

const REMEMBERED_ANSWERS = 2_000;
const COMMIT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Why there is no environment. */
export type NoEnvironment =
  | NothingInForce
  /** No property source at all; only with `accept-empty=false`. */
  | { readonly kind: 'empty' };

/** A query, and what its sender knows already. */
export interface EnvironmentRequest {
  readonly key: ConfigKey;
  readonly media: EnvironmentMedia;
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
    const { repository, labels, commitsInForce } = this.#parts;
    const { key } = request;
    await repository.refresh();
    await this.#fetchToldCommit(request.toldCommit);
    const stamp = labels.stampOf(key.label);
    const inForce = await commitsInForce.settle(key);
    if (!inForce.ok) return inForce;
    if (!this.#parts.acceptEmpty && inForce.value.environment.layers.length === 0) {
      return fail({ kind: 'empty' });
    }
    return succeed(this.#prepare(request, inForce.value, stamp));
  }

  /** Writes the bytes anew only when they are others. */
  #prepare({ key, media }: EnvironmentRequest, inForce: InForce, stamp?: string): PreparedAnswer {
    const memoKey = JSON.stringify([media, configKeyText(key), inForce.revision]);
    const made = this.#prepared.get(memoKey) ?? prepareAnswer(key, media, inForce);
    this.#prepared.set(memoKey, made);
    const problem = inForce.brokenFile && describeBrokenFile(inForce.brokenFile);
    return {
      ...made,
      ...(stamp === undefined ? {} : { stamp }),
      ...(problem === undefined ? {} : { problem }),
    };
  }

  async #fetchToldCommit(commit: string | undefined): Promise<void> {
    if (commit === undefined || !COMMIT_ID.test(commit)) return;
    const { repository } = this.#parts;
    if ((await repository.commitOf(commit)) === undefined) await repository.fetch();
  }
}
