import {
  createPeriodic,
  type Lifecycle,
  type Logger,
  messageOf,
  type Periodic,
  type Timers,
  turnOfOthers,
} from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { Backend } from '../backends/backend.ts';
import type { Backends } from '../backends/backends.ts';
import { namesOf } from '../domain/config-query.ts';
import type { NamedQuery } from '../domain/file-readings.ts';
import { type NamedFiles, namedQueries } from '../domain/named-applications.ts';
import { searchDirectories } from '../domain/search-paths.ts';
import { effectiveChange } from '../environments/effective-change.ts';
import type { EnvironmentResolver } from '../environments/environment-resolver.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { LabelResolver } from '../environments/label-resolver.ts';
import type { Announcements } from '../ports/announcements.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';
import type { RegisteredApplications } from '../ports/registered-applications.ts';

/** A look follows every sweep; this one is for a change that nobody noticed. */
const LOOK_INTERVAL_MS = 60_000;
/** Queries that one push may make the server look at. */
const MAX_QUERIES = 10_000;
/** As many are compared before other requests get their turn. */
const QUERIES_AT_ONCE = 50;

/** What is looked at. */
export interface UnaskedApplicationsParts {
  readonly backends: Backends;
  readonly labels: LabelResolver;
  readonly resolver: EnvironmentResolver;
  readonly knownKeys: KnownKeys;
  readonly announcements: Pick<Announcements, 'refresh'>;
  readonly registered: RegisteredApplications;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** What the default label of a repository meant before, and means now. */
interface Move {
  readonly before: string;
  readonly now: string;
}

/**
 * Tells applications of changes that never asked this server: it may have lost its memory, or another one may have
 * answered them. They are known by the registry and by the names of files, so that what they read is a guess: they get
 * a refresh event, but no retained state, which would pile up for names that nobody has.
 */
export class UnaskedApplications implements Lifecycle {
  readonly #parts: UnaskedApplicationsParts;
  readonly #looks: Periodic;
  readonly #commits = new Map<ConfigRepository, string>();

  constructor(parts: UnaskedApplicationsParts) {
    this.#parts = parts;
    this.#looks = createPeriodic({
      timers: parts.timers,
      intervalMs: LOOK_INTERVAL_MS,
      run: (signal) => this.#look(signal),
      onError: (error) => {
        const fields = { error: messageOf(error) };
        parts.logger.warn('could not look for applications that never asked', fields);
      },
    });
  }

  async start(): Promise<void> {
    await this.#looks.start();
    void this.lookNow();
  }

  stop(): Promise<void> {
    return this.#looks.stop();
  }

  /** Tells of what moved since the last look; the first one only takes note of where everything is. */
  lookNow(): Promise<void> {
    return this.#looks.runNow();
  }

  async #look(signal: AbortSignal): Promise<void> {
    const moves = await this.#moves();
    if (moves.size === 0) return;
    const queries = await this.#queries(moves);
    const affected = await this.#affected(queries, moves, signal);
    if (affected.size > 0 && !signal.aborted) {
      await this.#parts.announcements.refresh([...affected]);
    }
  }

  async #moves(): Promise<Map<ConfigRepository, Move>> {
    const moves = new Map<ConfigRepository, Move>();
    for (const { repository, labels } of this.#parts.backends.all()) {
      const now = await repository.commitOf(labels.defaultLabel);
      const before = this.#commits.get(repository);
      if (now === undefined || now === before) continue;
      this.#commits.set(repository, now);
      if (before !== undefined) moves.set(repository, { before, now });
    }
    return moves;
  }

  /** Of applications that no known key has. */
  async #queries(moves: ReadonlyMap<ConfigRepository, Move>): Promise<readonly NamedQuery[]> {
    const { backends, knownKeys, registered } = this.#parts;
    const names = await registered.names();
    const asked = new Set(knownKeys.all().flatMap(({ application }) => namesOf(application)));
    const queries: NamedQuery[] = [];
    for (const backend of backends.all()) {
      const move = moves.get(backend.repository);
      if (move !== undefined) queries.push(...namedQueries(await namedFiles(backend, move), names));
    }
    return queries.filter(({ application }) => !asked.has(application)).slice(0, MAX_QUERIES);
  }

  async #affected(
    queries: readonly NamedQuery[],
    moves: ReadonlyMap<ConfigRepository, Move>,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>> {
    const affected = new Set<string>();
    for (const [index, query] of queries.entries()) {
      if (signal.aborted) break;
      if (index > 0 && index % QUERIES_AT_ONCE === 0) await turnOfOthers(this.#parts.timers);
      if (affected.has(query.application)) continue;
      const isAffected = await this.#isAffected({ ...query, label: null }, moves);
      if (isAffected) affected.add(query.application);
    }
    return affected;
  }

  async #isAffected(key: ConfigKey, moves: ReadonlyMap<ConfigRepository, Move>): Promise<boolean> {
    const { labels, resolver } = this.#parts;
    const commits = await labels.commitsOf(key);
    if (!commits.ok) return false;
    const commitBefore = ({ repository }: Backend, commit: string) => {
      const move = moves.get(repository);
      return move?.now === commit ? move.before : commit;
    };
    const before = await resolver.resolve(
      key,
      commits.value.map((one) => ({ ...one, commit: commitBefore(one.backend, one.commit) })),
    );
    const now = await resolver.resolve(key, commits.value);
    if (!now.ok) return false;
    // Nobody knows what those read that passed over a broken commit.
    return !before.ok || effectiveChange(before.value, now.value).length > 0;
  }
}

async function namedFiles(
  { repository, searchPaths, labels }: Backend,
  { before, now }: Move,
): Promise<NamedFiles> {
  const files = await repository.files(now);
  // A commit that a forced push took away has no files any more.
  const old = await repository.files(before).catch(() => files);
  const removed = [...old.keys()].filter((path) => !files.has(path));
  const written = [...files].flatMap(([path, id]) => (old.get(path) === id ? [] : [path]));
  const label = labels.defaultLabel;
  return {
    changed: [...removed, ...written],
    all: files.keys(),
    searches: (query, folder) =>
      searchDirectories(searchPaths, { ...query, label }, files).includes(folder),
  };
}
