import type { ConfigKey } from '@vernal/protocol/bus';
import type { CommitInfo, LoggedCommit } from '../ports/config-repository.ts';
import type { EnvironmentResolver } from './environment-resolver.ts';
import { isSamePlace, type LabelledCommit } from './label-resolver.ts';
import type { Resolution, TracedResolution } from './resolution.ts';

/** Commits in a row at which all of some keys resolve to the same. */
export interface Stretch {
  readonly newest: string;
  /** The one that may have changed what is read. */
  readonly oldest: CommitInfo;
  /** Of each key. */
  readonly resolutions: readonly Resolution[];
}

/** What is walked along. */
export interface HistoryWalkParts {
  readonly resolver: EnvironmentResolver;
  readonly keys: readonly ConfigKey[];
  readonly commits: readonly LabelledCommit[];
  /** Walks begin here; the other commits stay as they are. */
  readonly place: LabelledCommit;
  /** Commits that are looked at. */
  readonly limit: number;
}

/**
 * Goes back from a commit along first parents and resolves only where a commit touched what was read: most commits
 * of a large repository concern others, and cost a look at the names of what they changed.
 */
export class HistoryWalk {
  readonly #parts: HistoryWalkParts;
  #next: string | undefined;

  constructor(parts: HistoryWalkParts) {
    this.#parts = parts;
    this.#next = parts.place.commit;
  }

  /** The commit to go on from; undefined after the oldest. */
  get next(): string | undefined {
    return this.#next;
  }

  /** Newest first. The last one ends at the limit, though the commits before it may read the same. */
  async *stretches(): AsyncGenerator<Stretch> {
    const { place, limit } = this.#parts;
    let newest: string | undefined;
    let traces: readonly TracedResolution[] = [];
    let count = 0;
    for await (const logged of place.backend.repository.log?.(place.commit) ?? []) {
      const { changes: _, ...oldest } = logged;
      if (newest === undefined) traces = await this.#resolveAt(oldest.commit);
      newest ??= oldest.commit;
      this.#next = oldest.parent;
      count += 1;
      if (count < limit && !this.#mayChange(logged, traces)) continue;
      yield { newest, oldest, resolutions: traces.map(({ resolution }) => resolution) };
      if (count >= limit) return;
      newest = undefined;
    }
  }

  #mayChange({ parent, changes }: LoggedCommit, traces: readonly TracedResolution[]): boolean {
    if (parent === undefined) return true;
    const { commits, place } = this.#parts;
    const index = commits.findIndex((commit) => isSamePlace(commit, place));
    return traces.some(({ reads }) => reads[index]?.mayDependOn(changes) === true);
  }

  #resolveAt(commit: string): Promise<readonly TracedResolution[]> {
    const { resolver, keys, commits, place } = this.#parts;
    const then = commits.map((one) => (isSamePlace(one, place) ? { ...place, commit } : one));
    return Promise.all(keys.map((key) => resolver.resolveAnew(key, then)));
  }
}
