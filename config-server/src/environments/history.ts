import { fail, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import { changedKeys, isEncrypted, type PropertyValue } from '@vernal/protocol/config';
import {
  type CommitContents,
  type EffectiveChange,
  effectiveChanges,
} from '../domain/history-changes.ts';
import {
  type ShownDifference,
  shownDifferences,
  type WrittenProperties,
} from '../domain/history-difference.ts';
import type { CommitInfo } from '../ports/config-repository.ts';
import { type BrokenFile, describeBrokenFile } from './broken-file.ts';
import { propertiesOf } from './effective-change.ts';
import type { EnvironmentResolver } from './environment-resolver.ts';
import { HistoryWalk, type HistoryWalkParts, type Stretch } from './history-walk.ts';
import {
  isSamePlace,
  type LabelledCommit,
  type LabelResolver,
  revisionOf,
} from './label-resolver.ts';
import type { Resolution } from './resolution.ts';

/** A page ends after so many commits that touched what is read, */
const PAGE_STRETCHES = 100;
/** or so many in all: of 10,000 files in one folder they take a second. */
const PAGE_COMMITS = 2_000;
/** Commits that a rollback looks at. */
const MAX_COMMITS_BACK = 10_000;

/** A commit that changed what an application reads. */
interface ConfigChange extends EffectiveChange, Omit<CommitInfo, 'parent'> {}

/** A part of the history, newest first. */
export interface HistoryPage {
  /** The commit that it begins at. */
  readonly from: string;
  readonly changes: readonly ConfigChange[];
  /** The commit to go on from; absent at the beginning of the history. */
  readonly next?: string;
}

/** What differs between two commits. */
export interface ConfigDifference {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly ShownDifference[];
}

/** Why a question about the past has no answer. */
export type NoHistory =
  | { readonly kind: 'unknown-label'; readonly label: string }
  /** A commit to go on from that is not, or no longer, in the history of the label. */
  | { readonly kind: 'unknown-commit'; readonly commit: string }
  /** What is read does not come from Git. */
  | { readonly kind: 'no-history' }
  | { readonly kind: 'broken'; readonly brokenFile: BrokenFile };

/** What the past is read with. */
export interface HistoryParts {
  /** Labels as they are in the repository, whatever is pinned. */
  readonly labels: LabelResolver;
  readonly resolver: EnvironmentResolver;
  /** Reads values as they are written, encrypted ones too. */
  readonly undecrypted: EnvironmentResolver;
}

/**
 * What applications read in the past. Where several repositories are read, the history is that of the
 * strongest with Git, the others as they are now; of merges the first parent counts.
 */
export class History {
  readonly #parts: HistoryParts;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  /**
   * The commits that changed an application's effective properties, backwards from a label or commit.
   *
   * @param from the commit of that history to begin at, as a page before named it: its newest when absent
   */
  async changes(key: ConfigKey, from?: string): Promise<Outcome<HistoryPage, NoHistory>> {
    const commits = await this.#parts.labels.commitsOf(key);
    if (!commits.ok) return fail({ kind: 'unknown-label', label: commits.problem });
    const newest = placeWithHistory(commits.value);
    if (newest === undefined) return fail({ kind: 'no-history' });
    const commit = from === undefined ? newest.commit : await commitWithin(newest, from);
    if (commit === undefined) return fail({ kind: 'unknown-commit', commit: from ?? '' });
    const place = { ...newest, commit };
    const walk = this.#walkFrom(place, { keys: [key], commits: commits.value });
    const stretches: Stretch[] = [];
    for await (const stretch of walk.stretches()) {
      stretches.push(stretch);
      if (stretches.length === PAGE_STRETCHES) break;
    }
    const { next } = walk;
    const before = await this.#lastGood(key, commits.value, { ...place, commit: next ?? '' });
    const changes = stretchChanges(stretches, before);
    return succeed({ from: commit, changes, ...(next === undefined ? {} : { next }) });
  }

  /** What differs for an application between two labels or commits, secrets masked. */
  async difference(
    key: ConfigKey,
    labels: { readonly from: string; readonly to: string },
  ): Promise<Outcome<ConfigDifference, NoHistory>> {
    const from = await this.#writtenAt({ ...key, label: labels.from });
    if (!from.ok) return from;
    const to = await this.#writtenAt({ ...key, label: labels.to });
    if (!to.ok) return to;
    const changes = shownDifferences(from.value, to.value);
    return succeed({ from: from.value.revision, to: to.value.revision, changes });
  }

  /**
   * The newest commit before `current` at which any of the keys had other properties, and all could be
   * read; undefined when there is none among the commits that are looked at.
   */
  async commitBefore(
    keys: readonly ConfigKey[],
    current: readonly LabelledCommit[],
  ): Promise<string | undefined> {
    const place = placeWithHistory(current);
    if (place === undefined) return undefined;
    const walk = this.#walkFrom(place, { keys, commits: current, limit: MAX_COMMITS_BACK });
    let now: readonly CommitContents[] | undefined;
    for await (const { newest, resolutions } of walk.stretches()) {
      const then = resolutions.map(contentsOf);
      now ??= then;
      const allGood = then.every((contents) => 'properties' in contents);
      if (allGood && then.some((contents, index) => isOther(contents, now?.[index]))) return newest;
    }
    return undefined;
  }

  /** The properties at a commit or, if a file is broken there, before it; none before the first commit. */
  async #lastGood(
    key: ConfigKey,
    commits: readonly LabelledCommit[],
    place: LabelledCommit,
  ): Promise<ReadonlyMap<string, PropertyValue>> {
    if (place.commit === '') return new Map();
    const then = commits.map((one) => (isSamePlace(one, place) ? place : one));
    const resolution = await this.#parts.resolver.resolve(key, then);
    if (resolution.ok) return propertiesOf(resolution.value);
    for await (const stretch of this.#walkFrom(place, { keys: [key], commits }).stretches()) {
      const [earlier] = stretch.resolutions;
      if (earlier?.ok === true) return propertiesOf(earlier.value);
    }
    return new Map();
  }

  #walkFrom(
    place: LabelledCommit,
    {
      limit = PAGE_COMMITS,
      ...what
    }: Pick<HistoryWalkParts, 'keys' | 'commits'> & { readonly limit?: number },
  ): HistoryWalk {
    return new HistoryWalk({ resolver: this.#parts.resolver, place, limit, ...what });
  }

  async #writtenAt(
    key: ConfigKey,
  ): Promise<Outcome<WrittenProperties & { readonly revision: string }, NoHistory>> {
    const { labels, resolver, undecrypted } = this.#parts;
    const commits = await labels.commitsOf(key);
    if (!commits.ok) return fail({ kind: 'unknown-label', label: commits.problem });
    const [clear, written] = await Promise.all([
      resolver.resolve(key, commits.value),
      undecrypted.resolve(key, commits.value),
    ]);
    if (!clear.ok) return fail({ kind: 'broken', brokenFile: clear.problem });
    if (!written.ok) return fail({ kind: 'broken', brokenFile: written.problem });
    const raw = [...propertiesOf(written.value)];
    const encryptedKeys = raw.filter(([, value]) => isEncrypted(value)).map(([name]) => name);
    return succeed({
      revision: revisionOf(commits.value),
      properties: propertiesOf(clear.value),
      encryptedKeys: new Set(encryptedKeys),
    });
  }
}

/** In the words of a status line. */
export function describeNoHistory(problem: NoHistory): string {
  if (problem.kind === 'unknown-label') return `no such label or commit: ${problem.label}`;
  if (problem.kind === 'unknown-commit')
    return `no such commit in the history of the label: ${problem.commit}`;
  if (problem.kind === 'no-history')
    return 'only Git has a history, and only without vernal.config.history-depth';
  return describeBrokenFile(problem.brokenFile);
}

/** What the oldest commit of each stretch of one key changed, newest first, those left out that changed nothing. */
function stretchChanges(
  stretches: readonly Stretch[],
  before: ReadonlyMap<string, PropertyValue>,
): ConfigChange[] {
  const contents = stretches.flatMap(({ resolutions }) => resolutions.map(contentsOf));
  const changes = effectiveChanges(before, contents.toReversed()).toReversed();
  return stretches.flatMap(({ oldest: { parent, ...info } }, index) => {
    const change = changes[index];
    return change === undefined ? [] : [{ ...info, ...change }];
  });
}

/** The full id of a commit if it is part of the history of another: who may read a label may read what led to it. */
async function commitWithin(
  { backend: { repository }, commit: later }: LabelledCommit,
  name: string,
): Promise<string | undefined> {
  const commit = await repository.commitOf(name);
  if (commit === undefined) return undefined;
  return (await repository.isPartOf?.(commit, later)) === true ? commit : undefined;
}

function placeWithHistory(commits: readonly LabelledCommit[]): LabelledCommit | undefined {
  return commits.find(
    ({ backend, commit }) => commit !== '' && backend.repository.log !== undefined,
  );
}

function contentsOf(resolution: Resolution): CommitContents {
  if (resolution.ok) return { properties: propertiesOf(resolution.value) };
  const { path, position, problem } = resolution.problem;
  return { problem: [path, position, problem].filter((part) => part !== '').join(': ') };
}

function isOther(then: CommitContents, now: CommitContents | undefined): boolean {
  if (now === undefined || !('properties' in now) || !('properties' in then)) return true;
  return changedKeys(then.properties, now.properties).length > 0;
}
