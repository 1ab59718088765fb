import { fail, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { Backend, EnvironmentIdentity } from '../backends/backend.ts';
import type { Backends } from '../backends/backends.ts';
import { type AnswerRules, NEWEST_ANSWERS } from '../domain/release-train.ts';
import { LabelCommits, labelCandidates } from './label-commits.ts';
import { nothingPinned, type PinnedCommits } from './pins.ts';

/** A label that a backend does not know and that is passed over. */
const NO_COMMIT = '';

/** What a label of a request means in a backend now. */
export interface LabelledCommit {
  readonly backend: Backend;
  readonly label: string;
  /** Empty when the backend is passed over: it does not know the label. */
  readonly commit: string;
}

/** Turns the label of a request, one, a list or null, into commits (config-protocol 4.2, 4.3). */
export class LabelResolver {
  readonly #backends: Backends;
  readonly #onFailure: 'fail' | 'pass over';
  readonly #pins: PinnedCommits;
  readonly #labelsIn: AnswerRules['labelsIn'];
  readonly #labelCommits = new LabelCommits();

  /** @param onFailure what to do with one of several backends that does not know a label: `fail-on-composite-error` */
  constructor(
    backends: Backends,
    onFailure: 'fail' | 'pass over',
    pins: PinnedCommits = nothingPinned,
    labelsIn = NEWEST_ANSWERS.labelsIn,
  ) {
    this.#backends = backends;
    this.#onFailure = onFailure;
    this.#pins = pins;
    this.#labelsIn = labelsIn;
  }

  /** The commits of each backend in turn, in the order of the list; the label when one means nothing. */
  async commitsOf(key: ConfigKey): Promise<Outcome<readonly LabelledCommit[], string>> {
    const backends = await this.#backends.open(key);
    const passOver = this.#onFailure === 'pass over' && backends.length > 1;
    const commits: LabelledCommit[] = [];
    for (const backend of backends) {
      const found = await this.#commitsIn(backend, key.label);
      if (found.ok) commits.push(...found.value);
      else if (passOver) commits.push(...this.#nothingIn(backend, key.label));
      else return found;
    }
    return succeed(await Promise.all(commits.map((commit) => this.#unlessPinned(key, commit))));
  }

  async #commitsIn(
    backend: Backend,
    label: string | null,
  ): Promise<Outcome<readonly LabelledCommit[], string>> {
    const labels = this.#labelsOf(backend, label);
    const passOver = labels.length > 1 && backend.labels.continueOnMultipleLabelFailure;
    const commits: LabelledCommit[] = [];
    for (const single of labels) {
      const commit = await this.#labelCommits.commitOf(backend, single);
      if (commit === undefined && !passOver) return fail(single);
      commits.push({ backend, label: single, commit: commit ?? NO_COMMIT });
    }
    return succeed(commits);
  }

  /** An operator's pin beats what a label means, in the backend that has the pinned commit. */
  async #unlessPinned(key: ConfigKey, newest: LabelledCommit): Promise<LabelledCommit> {
    for (const pinned of this.#pins.commitsOf(key.application, newest.label)) {
      const commit = await newest.backend.repository.commitOf(pinned);
      if (commit !== undefined) return { ...newest, commit };
    }
    return newest;
  }

  /** Changes whenever the label may have come to mean other commits, see `ConfigRepository.stamp`. */
  stampOf(key: ConfigKey): string | undefined {
    let whole = `${this.#pins.stamp} `;
    for (const backend of this.#backends.of(key)) {
      for (const label of this.#labelsOf(backend, key.label)) {
        const stamp = backend.repository.stamp(labelCandidates(backend.labels, label));
        if (stamp === undefined) return undefined;
        whole += `${stamp} `;
      }
    }
    return whole;
  }

  /** The commits that a revision, made by {@link revisionOf}, stands for. */
  commitsAt(key: ConfigKey, revision: string): readonly LabelledCommit[] {
    const commits = revision.split(',');
    return this.#backends
      .of(key)
      .flatMap((backend) => this.#labelsOf(backend, key.label).map((label) => ({ backend, label })))
      .map((place, index) => ({ ...place, commit: commits[index] ?? NO_COMMIT }));
  }

  /** Whether a revision of one key means the same for the other. */
  readAlike(one: ConfigKey, other: ConfigKey): boolean {
    if (one.label !== other.label) return false;
    const [left, right] = [this.#backends.of(one), this.#backends.of(other)];
    return left.every(({ repository }, index) => repository === right[index]?.repository);
  }

  #nothingIn(backend: Backend, label: string | null): LabelledCommit[] {
    const labels = this.#labelsOf(backend, label);
    return labels.map((single) => ({ backend, label: single, commit: NO_COMMIT }));
  }

  /** The default label for null. */
  #labelsOf({ labels }: Backend, label: string | null): readonly string[] {
    return label === null ? [labels.defaultLabel] : this.#labelsIn(label);
  }
}

/** Whether two commits are what the same label of the same backend meant at some time. */
export function isSamePlace(one: LabelledCommit, other: LabelledCommit): boolean {
  return one.backend === other.backend && one.label === other.label;
}

/** Commits as one text. */
export function revisionOf(commits: readonly LabelledCommit[]): string {
  return commits.map(({ commit }) => commit).join(',');
}

/** What an environment read at commits says of itself; several backends have no common version (2.1). */
export function identityOf(commits: readonly LabelledCommit[]): EnvironmentIdentity {
  const [backend, ...others] = new Set(commits.map((commit) => commit.backend));
  if (backend === undefined || others.length > 0) return { version: null, state: null };
  return backend.identify(
    commits.map(({ commit }) => commit).filter((commit) => commit !== NO_COMMIT),
  );
}
