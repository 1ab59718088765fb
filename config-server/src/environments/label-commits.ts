import type { Backend } from '../backends/backend.ts';
import { RecentMap } from '../domain/recent-map.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';

/** Labels of one repository; commit ids that were asked for are labels, too. */
const REMEMBERED_LABELS = 1_000;

/** What a label meant when its repository had that stamp. */
interface KnownCommit {
  readonly stamp: string;
  readonly commit: string;
}

/** Looks labels up, and not again while the stamp of their repository is the same: a push makes a thousand keys ask. */
export class LabelCommits {
  readonly #known = new WeakMap<ConfigRepository, RecentMap<string, KnownCommit>>();

  /** undefined when there is no such label. */
  async commitOf({ repository, labels }: Backend, label: string): Promise<string | undefined> {
    const candidates = labelCandidates(labels, label);
    // Taken first: what is read then is at least as new.
    const stamp = repository.stamp(candidates);
    if (stamp === undefined) return firstCommit(repository, candidates);
    const known = this.#commitsOf(repository);
    const last = known.get(label);
    if (last?.stamp === stamp) return last.commit;
    const commit = await firstCommit(repository, candidates);
    if (commit !== undefined) known.set(label, { stamp, commit });
    return commit;
  }

  #commitsOf(repository: ConfigRepository): RecentMap<string, KnownCommit> {
    const known =
      this.#known.get(repository) ?? new RecentMap<string, KnownCommit>(REMEMBERED_LABELS);
    this.#known.set(repository, known);
    return known;
  }
}

/** The labels that a requested one may mean, the first that exists. */
export function labelCandidates(
  { tryMasterBranch }: Backend['labels'],
  label: string,
): readonly string[] {
  return label === 'main' && tryMasterBranch ? ['main', 'master'] : [label];
}

async function firstCommit(
  repository: ConfigRepository,
  candidates: readonly string[],
): Promise<string | undefined> {
  for (const candidate of candidates) {
    const commit = await repository.commitOf(candidate);
    if (commit !== undefined) return commit;
  }
  return undefined;
}
