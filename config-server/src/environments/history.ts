import { fail, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import {
  changedKeys,
  effectiveProperties,
  isEncrypted,
  type PropertyValue,
} from '@vernal/protocol/config';
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
import { environmentOf } from '../domain/property-layer.ts';
import type { CommitInfo } from '../ports/config-repository.ts';
import { type BrokenFile, describeBrokenFile } from './broken-file.ts';
import type { EnvironmentResolver } from './environment-resolver.ts';
import { type LabelledCommit, type LabelResolver, revisionOf } from './label-resolver.ts';

/** Commits of one page: each has to be read once, which takes its time in a large repository. */
const PAGE_COMMITS = 100;
/** Commits that a rollback looks at. */
const MAX_COMMITS_BACK = 200;

const ANY_VERSION = { version: null, state: null };

/** A commit that changed what an application reads. */
interface ConfigChange extends EffectiveChange, Omit<CommitInfo, 'parent'> {}

/** A part of the history, newest first. */
export interface HistoryPage {
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

  /** The commits that changed an application's effective properties, from a label or commit backwards. */
  async changes(key: ConfigKey): Promise<Outcome<HistoryPage, NoHistory>> {
    const commits = await this.#parts.labels.commitsOf(key);
    if (!commits.ok) return fail({ kind: 'unknown-label', label: commits.problem });
    const place = placeWithHistory(commits.value);
    if (place === undefined) return fail({ kind: 'no-history' });
    const infos = await ancestry(place, PAGE_COMMITS);
    const next = infos.at(-1)?.parent;
    const contents: CommitContents[] = [];
    // One after the other: other requests get their turn between.
    for (const { commit } of infos) {
      contents.push(await this.#contentsAt(key, commits.value, { ...place, commit }));
    }
    const before = await this.#lastGood(key, commits.value, { ...place, commit: next ?? '' });
    const changes = effectiveChanges(before, contents.toReversed()).toReversed();
    return succeed({
      changes: infos.flatMap(({ parent, ...info }, index) => {
        const change = changes[index];
        return change === undefined ? [] : [{ ...info, ...change }];
      }),
      ...(next === undefined ? {} : { next }),
    });
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
    const contentsAt = (commit: string) =>
      Promise.all(keys.map((key) => this.#contentsAt(key, current, { ...place, commit })));
    const now = await contentsAt(place.commit);
    for (const { commit } of (await ancestry(place, MAX_COMMITS_BACK)).slice(1)) {
      const then = await contentsAt(commit);
      const allGood = then.every((contents) => 'properties' in contents);
      if (allGood && then.some((contents, index) => isOther(contents, now[index]))) return commit;
    }
    return undefined;
  }

  /** The properties at a commit or, if a file is broken there, before it; none before the first commit. */
  async #lastGood(
    key: ConfigKey,
    commits: readonly LabelledCommit[],
    place: LabelledCommit,
  ): Promise<ReadonlyMap<string, PropertyValue>> {
    const infos = place.commit === '' ? [] : await ancestry(place, MAX_COMMITS_BACK);
    for (const { commit } of infos) {
      const contents = await this.#contentsAt(key, commits, { ...place, commit });
      if ('properties' in contents) return contents.properties;
    }
    return new Map();
  }

  async #contentsAt(
    key: ConfigKey,
    commits: readonly LabelledCommit[],
    place: LabelledCommit,
  ): Promise<CommitContents> {
    const then = commits.map((one) => (isSamePlace(one, place) ? place : one));
    const resolution = await this.#parts.resolver.resolve(key, then);
    if (resolution.ok) return { properties: propertiesOf(key, resolution.value.layers) };
    const { path, position, problem } = resolution.problem;
    return { problem: [path, position, problem].filter((part) => part !== '').join(': ') };
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
    const raw = [...propertiesOf(key, written.value.layers)];
    const encryptedKeys = raw.filter(([, value]) => isEncrypted(value)).map(([name]) => name);
    return succeed({
      revision: revisionOf(commits.value),
      properties: propertiesOf(key, clear.value.layers),
      encryptedKeys: new Set(encryptedKeys),
    });
  }
}

/** In the words of a status line. */
export function describeNoHistory(problem: NoHistory): string {
  if (problem.kind === 'unknown-label') return `no such label or commit: ${problem.label}`;
  if (problem.kind === 'no-history') return 'only Git has a history';
  return describeBrokenFile(problem.brokenFile);
}

/** A commit and those before it, newest first. */
async function ancestry({ backend, commit }: LabelledCommit, limit: number): Promise<CommitInfo[]> {
  const infos: CommitInfo[] = [];
  let next: string | undefined = commit;
  while (next !== undefined && infos.length < limit) {
    const info: CommitInfo | undefined = await backend.repository.describe?.(next);
    if (info === undefined) break;
    infos.push(info);
    next = info.parent;
  }
  return infos;
}

function placeWithHistory(commits: readonly LabelledCommit[]): LabelledCommit | undefined {
  return commits.find(
    ({ backend, commit }) => commit !== '' && backend.repository.describe !== undefined,
  );
}

function isSamePlace(one: LabelledCommit, other: LabelledCommit): boolean {
  return one.backend === other.backend && one.label === other.label;
}

function isOther(then: CommitContents, now: CommitContents | undefined): boolean {
  if (now === undefined || !('properties' in now) || !('properties' in then)) return true;
  return changedKeys(then.properties, now.properties).length > 0;
}

function propertiesOf(
  key: ConfigKey,
  layers: Parameters<typeof environmentOf>[2],
): ReadonlyMap<string, PropertyValue> {
  return effectiveProperties(environmentOf(key, ANY_VERSION, layers));
}
