import { fail, type Outcome, succeed } from '@vernal/core';
import type { ConfigRepository } from '../ports/config-repository.ts';

/** What labels mean when a request names none, or names the one that older repositories lack. */
export interface LabelRules {
  /** `main` by default. */
  readonly defaultLabel: string;
  /** Whether `master` stands in for a `main` that does not exist; true by default (4.3). */
  readonly tryMasterBranch: boolean;
}

/** A label of a request and the commit it means now. */
export interface LabelledCommit {
  readonly label: string;
  readonly commit: string;
}

/** Turns the label of a request, a comma list or null, into commits (config-protocol 4.2, 4.3). */
export class LabelResolver {
  readonly #repository: ConfigRepository;
  readonly #rules: LabelRules;

  constructor(repository: ConfigRepository, rules: LabelRules) {
    this.#repository = repository;
    this.#rules = rules;
  }

  /** The commits in the order of the list; the label when one of them means nothing. */
  async commitsOf(label: string | null): Promise<Outcome<readonly LabelledCommit[], string>> {
    const commits: LabelledCommit[] = [];
    for (const single of this.labelsOf(label)) {
      const commit = await this.#commitOf(single);
      if (commit === undefined) return fail(single);
      commits.push({ label: single, commit });
    }
    return succeed(commits);
  }

  /** Changes whenever the label may have come to mean other commits, see `ConfigRepository.stamp`. */
  stampOf(label: string | null): string | undefined {
    let whole = '';
    for (const single of this.labelsOf(label)) {
      const stamp = this.#repository.stamp(this.#candidates(single));
      if (stamp === undefined) return undefined;
      whole += `${stamp} `;
    }
    return whole;
  }

  /** The labels of a comma list, the default one for null. */
  labelsOf(label: string | null): readonly string[] {
    return label === null ? [this.#rules.defaultLabel] : label.split(',');
  }

  /** The commits that a revision, made by {@link revisionOf}, stands for. */
  commitsAt(label: string | null, revision: string): readonly LabelledCommit[] {
    const commits = revision.split(',');
    return this.labelsOf(label).map((single, index) => ({
      label: single,
      commit: commits[index] ?? '',
    }));
  }

  async #commitOf(label: string): Promise<string | undefined> {
    for (const candidate of this.#candidates(label)) {
      const commit = await this.#repository.commitOf(candidate);
      if (commit !== undefined) return commit;
    }
    return undefined;
  }

  #candidates(label: string): readonly string[] {
    return label === 'main' && this.#rules.tryMasterBranch ? ['main', 'master'] : [label];
  }
}

/** Commits as one text: the `version` of an environment (config-protocol 2.1). */
export function revisionOf(commits: readonly LabelledCommit[]): string {
  return commits.map(({ commit }) => commit).join(',');
}
